package io.sluice.benchmarks;

import io.sluice.benchmarks.CacheMetric.Figure;
import io.sluice.cache.guard.Lookup;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which questions the semantic cache answers rightly, and which wrongly.
 *
 * <p>{@code CacheQuality [DATA-FOLDER]}: plays the sets of {@code cache/} with both packaged models
 * and the shipped defaults, beside the embedding alone at three thresholds and the shipped lookup
 * without its guard. Prints a table for each model, the shipped column with 95 % bootstrap
 * intervals and by halves of the rows, and writes it to {@code cache-quality.json}.
 */
public final class CacheQuality {

  /** A line of the table: a metric with its figure under each policy. */
  private record Line(
      String model,
      String set,
      String metric,
      String target,
      Map<String, Figure> figures,
      List<Double> shippedByHalf) {}

  private CacheQuality() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data").resolve("cache");
    var lines = new ArrayList<Line>();
    try (var model = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      lines.addAll(lines(data, "bge-small", model, Lookup.bgeSmall(), Lookup.bgeSmallFollowUp()));
    }
    try (var model = OnnxEmbeddingModel.packaged()) {
      lines.addAll(lines(data, "MiniLM", model, Lookup.miniLm(), Lookup.miniLmFollowUp()));
    }
    print(lines);
    Files.writeString(
        Path.of("cache-quality.json"), new JsonMapper().writeValueAsString(Map.of("lines", lines)));
  }

  private static List<Line> lines(
      Path data, String name, EmbeddingModel model, Lookup first, Lookup followUp)
      throws IOException {
    var sets = new CacheSets(data, model);
    var played = new LinkedHashMap<String, Map<String, List<CacheOutcome>>>();
    for (var policy :
        List.of(
            CachePolicy.shipped(first, followUp),
            CachePolicy.guardOff(first, followUp),
            CachePolicy.nearest(0.8),
            CachePolicy.nearest(0.9),
            CachePolicy.nearest(0.95))) {
      played.put(policy.name(), sets.play(policy));
    }
    return CacheMetric.all().stream().map(metric -> line(name, metric, played)).toList();
  }

  private static Line line(
      String model, CacheMetric metric, Map<String, Map<String, List<CacheOutcome>>> played) {
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
    return new Line(model, metric.set(), metric.name(), metric.target(), figures, halves);
  }

  private static void print(List<Line> lines) {
    System.out.printf(
        "%-9s %-20s %-34s %-10s %6s %15s %13s %9s %7s %7s %8s%n",
        "model",
        "set",
        "%",
        "target",
        "is",
        "95 %",
        "halves",
        "guard off",
        "cos 0.8",
        "cos 0.9",
        "cos 0.95");
    for (var line : lines) {
      var figures = List.copyOf(line.figures().values());
      var shipped = figures.getFirst();
      System.out.printf(
          "%-9s %-20s %-34s %-10s %6.1f %6.1f to %5.1f %6.1f %6.1f %9.1f %7.1f %7.1f %8.1f%n",
          line.model(),
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
          100 * figures.get(4).value());
    }
  }
}
