package io.sluice.benchmarks;

import io.sluice.cache.guard.Lookup;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.onnx.StaticEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which lookups the static embedding may rule out before the sentence model is asked.
 *
 * <p>{@code StaticGate [DATA-FOLDER]}: plays the sets with the shipped lookup on bge-small, and
 * with the static embedding at a range of thresholds. Kept is the share of the shipped lookup's
 * right hits for which a stored question is statically as near as the threshold; ruled out, of its
 * misses the share for which none is. The threshold is chosen on one half of the rows: the greatest
 * that keeps 99 % in each of the sets that have hits. {@code clinc150} is traffic of many subjects,
 * 1,500 questions stored and 1,500 asked; {@code real-user-prompts} are long. Prints a table and
 * writes {@code static-gate.json}.
 */
public final class StaticGate {

  private static final double KEPT = 0.99;

  /** In hundredths. */
  private static final int LEAST = 40;

  private static final int GREATEST = 80;
  private static final int STEP = 2;

  /**
   * What one threshold does to one half of a set.
   *
   * @param hits right hits of the shipped lookup
   * @param kept of those, the share that is not ruled out; 1 if there are none
   * @param misses lookups in which the shipped lookup finds nothing
   * @param ruledOut of those, the share that is ruled out
   */
  private record Line(
      double threshold,
      String set,
      int half,
      long hits,
      double kept,
      long misses,
      double ruledOut) {}

  private StaticGate() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    var sets = new GateSets(data);
    Map<String, List<CacheOutcome>> shipped;
    try (var sentences = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      var model = new RememberingModel(sentences);
      var policy = CachePolicy.guardOn(Lookup.bgeSmall(), Lookup.bgeSmallFollowUp());
      shipped = sets.play(() -> new SearchedCache(model, policy));
    }
    var vectors = new RememberingModel(StaticEmbeddingModel.packaged());
    var lines = new ArrayList<Line>();
    for (int hundredths = LEAST; hundredths <= GREATEST; hundredths += STEP) {
      double threshold = hundredths / 100.0;
      var policy = anyNear(threshold);
      var near = sets.play(() -> new SearchedCache(vectors, policy));
      for (var set : GateSets.NAMES) {
        for (int half = 0; half < 2; half++) {
          lines.add(line(threshold, set, half, of(shipped, set), of(near, set)));
        }
      }
    }
    double chosen = choose(lines);
    print(lines, chosen);
    Files.writeString(
        Path.of("static-gate.json"),
        new JsonMapper()
            .writeValueAsString(
                Map.of(
                    "chosen",
                    chosen,
                    "shipped",
                    StaticEmbeddingModel.GATE_THRESHOLD,
                    "lines",
                    lines)));
  }

  /** Hits whatever has an entry as near as that. */
  private static CachePolicy anyNear(double threshold) {
    var nearest = CachePolicy.nearest(threshold).first();
    return new CachePolicy("static " + threshold, true, nearest, nearest);
  }

  private static List<CacheOutcome> of(Map<String, List<CacheOutcome>> played, String set) {
    return played.getOrDefault(set, List.of());
  }

  private static Line line(
      double threshold, String set, int half, List<CacheOutcome> shipped, List<CacheOutcome> near) {
    var rows = IntStream.range(0, shipped.size()).filter(i -> shipped.get(i).half() == half);
    var ofHalf = rows.boxed().toList();
    var hits = ofHalf.stream().filter(i -> shipped.get(i).right()).toList();
    var misses = ofHalf.stream().filter(i -> !shipped.get(i).hit()).toList();
    return new Line(
        threshold,
        set,
        half,
        hits.size(),
        share(hits, i -> near.get(i).hit()),
        misses.size(),
        share(misses, i -> !near.get(i).hit()));
  }

  private static double share(List<Integer> rows, Predicate<Integer> counted) {
    return rows.isEmpty() ? 1 : rows.stream().filter(counted).count() / (double) rows.size();
  }

  private static double choose(List<Line> lines) {
    return lines.stream()
        .filter(line -> line.half() == 0 && GateSets.CHOOSING.contains(line.set()))
        .filter(line -> line.kept() < KEPT)
        .mapToDouble(Line::threshold)
        .min()
        .stream()
        .map(firstTooGreat -> (Math.round(firstTooGreat * 100) - STEP) / 100.0)
        .findFirst()
        .orElse(GREATEST / 100.0);
  }

  private static void print(List<Line> lines, double chosen) {
    System.out.printf("%-24s%s%n", "kept / ruled out, %", String.join("", columns(GateSets.NAMES)));
    for (int i = 0; i < lines.size(); i += 2 * GateSets.NAMES.size()) {
      for (int half = 0; half < 2; half++) {
        var first = lines.get(i + half);
        var cells = new ArrayList<String>();
        for (int j = 0; j < GateSets.NAMES.size(); j++) {
          var line = lines.get(i + 2 * j + half);
          cells.add(
              "%s /%5.1f"
                  .formatted(
                      line.hits() == 0 ? "    –" : "%5.1f".formatted(100 * line.kept()),
                      100 * line.ruledOut()));
        }
        System.out.printf(
            "%.2f %-9s half %d   %s%n",
            first.threshold(),
            first.threshold() == chosen ? "<- chosen" : "",
            half,
            String.join("", columns(cells)));
      }
    }
    System.out.printf(
        "chosen on half 0: %.2f; shipped: %.2f%n", chosen, StaticEmbeddingModel.GATE_THRESHOLD);
  }

  private static List<String> columns(List<String> cells) {
    return cells.stream().map("%22s"::formatted).toList();
  }
}
