package io.sluice.benchmarks;

import io.sluice.benchmarks.CompressionCase.Compressed;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.onnx.StaticEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is left of prompts, when they are made shorter for a question, of that which answers it.
 *
 * <p>{@code CompressionQuality [DATA-FOLDER [MILLISECONDS [SET]]]}: keeps a share of each prompt of
 * the sets in {@code compression/} by simple ways and by the plugin, with its defaults, without
 * static embeddings, and with a sentence model within a time limit, the plugin's default; the
 * others have all the time they need, so that a busy machine does not count. Prints a table with 95
 * % bootstrap intervals over groups of cases that share text, what is kept, and how long the choice
 * takes, and writes it to {@code compression-quality.json}.
 */
public final class CompressionQuality {

  private static final int SAMPLES = 1000;

  /** For 8,000 tokens and less, in milliseconds: the plugin's own default. */
  private static final int LIMIT = 30;

  /** A line of the table, and which cases it is of. */
  private record Key(String set, String kind, double ratio, String metric) {}

  /** What a method reached on the cases of a line, by group. */
  private static final class Cell {
    private final Map<String, List<Double>> byGroup = new TreeMap<>();

    void add(String group, double value) {
      byGroup.computeIfAbsent(group, any -> new ArrayList<>()).add(value);
    }

    double mean() {
      return byGroup.values().stream()
          .flatMap(List::stream)
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(Double.NaN);
    }

    double[] interval() {
      var groups = List.copyOf(byGroup.values());
      var random = new Random(1);
      var means =
          random
              .ints(SAMPLES, 0, Integer.MAX_VALUE)
              .mapToDouble(seed -> sample(groups, new Random(seed)))
              .sorted()
              .toArray();
      return new double[] {means[SAMPLES / 40], means[SAMPLES - SAMPLES / 40 - 1]};
    }

    private static double sample(List<List<Double>> groups, Random random) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < groups.size(); i++) {
        for (double value : groups.get(random.nextInt(groups.size()))) {
          sum += value;
          count++;
        }
      }
      return sum / count;
    }
  }

  /** A line as it is written. */
  private record Line(
      String set,
      String kind,
      double ratio,
      String metric,
      int cases,
      Map<String, Double> figures,
      Map<String, double[]> intervals) {}

  private final Map<Key, Map<String, Cell>> table = new LinkedHashMap<>();

  private CompressionQuality() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    var set = arguments.length > 2 ? arguments[2] : "";
    var cases =
        new CompressionSets(data.resolve("compression"))
            .cases().stream().filter(one -> one.set().startsWith(set)).toList();
    int limit = arguments.length > 1 ? Integer.parseInt(arguments[1]) : LIMIT;
    var quality = new CompressionQuality();
    try (var sentences = OnnxEmbeddingModel.packaged(EmbeddingConfig.miniLm())) {
      var words = StaticEmbeddingModel.packaged();
      var plugins =
          List.of(
              new CompressedByPlugin(
                  "lexical", ",\"scoring\":\"lexical\",\"time_limit_ms\":5000", words, sentences),
              new CompressedByPlugin("Sluice", ",\"time_limit_ms\":5000", words, sentences),
              new CompressedByPlugin(
                  "with sentences",
                  ",\"scoring\":\"sentence_model\",\"time_limit_ms\":" + limit,
                  words,
                  sentences));
      quality.measure(cases, plugins);
    }
    var lines = quality.lines();
    print(lines);
    Files.writeString(
        Path.of("compression-quality.json"),
        new JsonMapper().writeValueAsString(Map.of("lines", lines)));
  }

  private void measure(List<CompressionCase> cases, List<CompressedByPlugin> plugins) {
    for (var one : cases) {
      var prompt = new PromptUnderTest(one.prompt(), one.size());
      for (double ratio : one.ratios()) {
        for (var method : CompressionMethod.plain()) {
          measure(one, prompt, ratio, method);
        }
        for (var plugin : plugins) {
          var result = plugin.compress(one, ratio);
          note(one, ratio, plugin.name(), result.left(), result.millis());
        }
      }
    }
  }

  private void measure(
      CompressionCase one, PromptUnderTest prompt, double ratio, CompressionMethod method) {
    long budget = (long) (ratio * prompt.size());
    long start = System.nanoTime();
    var choice = method.chooser().rank(one.question(), prompt.units(), budget);
    double millis = (System.nanoTime() - start) / 1e6;
    note(one, ratio, method.name(), prompt.within(budget, choice), millis);
  }

  private void note(
      CompressionCase one, double ratio, String method, Compressed left, double millis) {
    for (var metric : one.metrics()) {
      double value = metric.value().applyAsDouble(left);
      add(new Key(one.set(), "", ratio, metric.name()), method, one, value);
      if (!one.kind().isEmpty()) {
        add(new Key(one.set(), one.kind(), ratio, metric.name()), method, one, value);
      }
    }
    double whole = one.size().applyAsInt(one.prompt());
    add(
        new Key(one.set(), "", ratio, "kept"),
        method,
        one,
        one.size().applyAsInt(left.text()) / whole);
    add(new Key(one.set(), "", ratio, "ms"), method, one, millis);
  }

  private void add(Key key, String method, CompressionCase one, double value) {
    table
        .computeIfAbsent(key, any -> new LinkedHashMap<>())
        .computeIfAbsent(method, any -> new Cell())
        .add(one.group(), value);
  }

  private List<Line> lines() {
    return table.entrySet().stream().map(CompressionQuality::line).toList();
  }

  private static Line line(Map.Entry<Key, Map<String, Cell>> entry) {
    var key = entry.getKey();
    var figures = new LinkedHashMap<String, Double>();
    var intervals = new LinkedHashMap<String, double[]>();
    int cases = 0;
    for (var cell : entry.getValue().entrySet()) {
      figures.put(cell.getKey(), cell.getValue().mean());
      intervals.put(cell.getKey(), cell.getValue().interval());
      cases = cell.getValue().byGroup.values().stream().mapToInt(List::size).sum();
    }
    return new Line(key.set(), key.kind(), key.ratio(), key.metric(), cases, figures, intervals);
  }

  private static void print(List<Line> lines) {
    System.out.print("| Set | Kept | Metric | Target |");
    lines.getFirst().figures().keySet().forEach(name -> System.out.printf(" %s |", name));
    System.out.printf(" 95 %% |%n");
    for (var line : lines) {
      var target = CompressionSets.targets().getOrDefault(line.set(), Map.of()).get(line.ratio());
      boolean aimed = target != null && line.kind().isEmpty() && isFirstMetric(line.metric());
      System.out.printf(
          "| %s | %s | %s | %s |",
          line.kind().isEmpty() ? line.set() : line.set() + ", " + line.kind(),
          line.ratio(),
          line.metric(),
          aimed ? ">= " + target : "");
      for (double figure : line.figures().values()) {
        System.out.printf(line.metric().equals("ms") ? " %.2f |" : " %.3f |", figure);
      }
      var interval = List.copyOf(line.intervals().values()).getLast();
      System.out.printf(" %.3f to %.3f |%n", interval[0], interval[1]);
    }
  }

  private static boolean isFirstMetric(String metric) {
    return !metric.equals("kept") && !metric.equals("ms") && !metric.startsWith("gold sentence");
  }
}
