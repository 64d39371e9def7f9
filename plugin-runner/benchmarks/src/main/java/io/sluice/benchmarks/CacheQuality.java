package io.sluice.benchmarks;

import io.sluice.benchmarks.CacheMetric.Figure;
import io.sluice.cache.guard.Lookup;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.onnx.StaticEmbeddingModel;
import io.sluice.vectors.EntryIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which questions the semantic cache answers rightly, and which wrongly.
 *
 * <p>{@code CacheQuality [DATA-FOLDER]}: plays the sets of {@code cache/} through the plugin with
 * its defaults, as the runner puts it together; the same with {@code context: similar}; the lookup
 * without its guard; and the embedding alone at three thresholds. Prints a table, the shipped
 * column with 95 % bootstrap intervals and by halves of the rows, and writes it to {@code
 * cache-quality.json}.
 */
public final class CacheQuality {

  /** A line of the table: a metric with its figure under each policy. */
  private record Line(
      String set,
      String metric,
      String target,
      Map<String, Figure> figures,
      List<Double> shippedByHalf) {}

  private CacheQuality() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data").resolve("cache");
    List<Line> lines;
    try (var sentences = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      lines = lines(new CacheSets(data), new RememberingModel(sentences));
    }
    print(lines);
    Files.writeString(
        Path.of("cache-quality.json"), new JsonMapper().writeValueAsString(Map.of("lines", lines)));
  }

  private static List<Line> lines(CacheSets sets, EmbeddingModel model) throws IOException {
    var gate =
        new EntryIndex.Gate(StaticEmbeddingModel.packaged(), StaticEmbeddingModel.GATE_THRESHOLD);
    var caches = new LinkedHashMap<String, Supplier<TriedCache>>();
    caches.put("shipped", () -> new ShippedCache(model, gate, "{}"));
    caches.put("similar", () -> new ShippedCache(model, gate, "{\"context\":\"similar\"}"));
    for (var policy :
        List.of(
            CachePolicy.guardOff(Lookup.bgeSmall(), Lookup.bgeSmallFollowUp()),
            CachePolicy.nearest(0.8),
            CachePolicy.nearest(0.9),
            CachePolicy.nearest(0.95))) {
      caches.put(policy.name(), () -> new SearchedCache(model, policy));
    }
    var played = new LinkedHashMap<String, Map<String, List<CacheOutcome>>>();
    for (var cache : caches.entrySet()) {
      played.put(cache.getKey(), sets.play(cache.getValue()));
    }
    return CacheMetric.all().stream().map(metric -> line(metric, played)).toList();
  }

  private static Line line(
      CacheMetric metric, Map<String, Map<String, List<CacheOutcome>>> played) {
    var figures = new LinkedHashMap<String, Figure>();
    var halves = new ArrayList<Double>();
    played.forEach((policy, sets) -> {
      var outcomes = sets.getOrDefault(metric.set(), List.of());
      figures.put(policy, metric.of(outcomes));
      if (halves.isEmpty()) {
        halves.add(metric.ofHalf(outcomes, 0));
        halves.add(metric.ofHalf(outcomes, 1));
      }
    });
    return new Line(metric.set(), metric.name(), metric.target(), figures, halves);
  }

  private static void print(List<Line> lines) {
    System.out.printf(
        "%-20s %-34s %-10s %7s %15s %13s %8s %9s %7s %7s %8s%n",
        "set",
        "%",
        "target",
        "shipped",
        "95 %",
        "halves",
        "similar",
        "guard off",
        "cos 0.8",
        "cos 0.9",
        "cos 0.95");
    for (var line : lines) {
      var figures = List.copyOf(line.figures().values());
      var shipped = figures.getFirst();
      System.out.printf(
          "%-20s %-34s %-10s %7.1f %6.1f to %5.1f %6.1f %6.1f %8.1f %9.1f %7.1f %7.1f %8.1f%n",
          line.set(),
          line.metric(),
          line.target(),
          100 * shipped.value(),
          100 * shipped.low(),
          100 * shipped.high(),
          100 * line.shippedByHalf().get(0),
          100 * line.shippedByHalf().get(1),
          100 * figures.get(1).value(),
          100 * figures.get(2).value(),
          100 * figures.get(3).value(),
          100 * figures.get(4).value(),
          100 * figures.get(5).value());
    }
  }
}
