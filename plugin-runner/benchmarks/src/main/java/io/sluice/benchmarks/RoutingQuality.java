package io.sluice.benchmarks;

import io.sluice.benchmarks.RoutingCurve.Figure;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.complexity.ComplexityModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * How well the complexity score and the verifier choose between a cheap and a strong model.
 *
 * <p>{@code RoutingQuality [DATA-FOLDER] [--train FOLDER]}: judges on the sets of {@code routing/}
 * by recorded answers. Without {@code --train} by cross-validation in ten folds, otherwise with
 * models trained on the other folder. No row is judged by a model that saw it or one with the same
 * question. Prints tables with 95 % bootstrap intervals and writes {@code routing-quality.json}.
 */
public final class RoutingQuality {

  private static final double KEPT = 0.95;

  /** A router on a pair; cost and caught are -1 where the set has no prices. */
  private record Line(
      String pair,
      String router,
      int rows,
      Figure apgr,
      double cpt50,
      double cpt80,
      double escalatedFor95,
      double costFor95,
      double caughtAt20,
      Map<String, Double> withinTask) {}

  private RoutingQuality() {}

  public static void main(String[] arguments) throws IOException {
    var words = new ArrayList<>(Arrays.asList(arguments));
    int option = words.indexOf("--train");
    Optional<Path> train = Optional.empty();
    if (option >= 0) {
      if (option + 1 == words.size()) {
        throw new IllegalArgumentException("--train needs a folder");
      }
      train = Optional.of(Path.of(words.get(option + 1)));
      words.subList(option, option + 2).clear();
    }
    var data = Path.of(words.isEmpty() ? "../shared/data" : words.getFirst());
    var judged = RoutingSets.read(data);
    var training = train.isPresent() ? RoutingSets.read(train.get()) : judged;
    List<Line> lines;
    Optional<RoutingDomains> domains;
    try (var sentences = OnnxEmbeddingModel.packaged()) {
      EmbeddingModel model = new RememberingModel(sentences);
      // What ships was trained on the rows that cross-validation judges.
      Optional<ComplexityModel> shipped =
          train.isPresent() ? Optional.of(ComplexityModel.packaged()) : Optional.empty();
      var routers = new RoutingRouters(judged, training, model, shipped);
      lines = lines(routers);
      domains = routers.domains();
    }
    print(lines);
    domains.ifPresent(told ->
        System.out.printf(
            "%nDomains of mmlu-pro: accuracy %.3f, macro-F1 %.3f; most frequent %.3f%n",
            told.accuracy(), told.macroF1(), told.mostFrequent()));
    Files.writeString(
        Path.of("routing-quality.json"),
        new JsonMapper()
            .writeValueAsString(Map.of("lines", lines, "domains", domains.stream().toList())));
  }

  private static List<Line> lines(RoutingRouters routers) {
    var lines = new ArrayList<Line>();
    for (var pair : RoutingPair.ALL) {
      var rows = routers.rows(pair);
      if (!rows.isEmpty()) {
        routers.scores(pair).forEach((name, scores) -> lines.add(line(pair, name, rows, scores)));
        System.err.println("judged " + pair.name());
      }
    }
    return lines;
  }

  private static Line line(
      RoutingPair pair, String router, List<RoutingRow> rows, double[] scores) {
    var gains =
        rows.stream()
            .mapToDouble(row -> row.qualityOf(pair.strong()) - row.qualityOf(pair.cheap()))
            .toArray();
    var curve = RoutingCurve.of(scores, gains);
    boolean cascade = List.of("format gate", "verifier", "cascade").contains(router);
    boolean costed = pair.hasPrices() && !rows.getFirst().characters().isEmpty();
    var cost = RoutingCost.of(pair, rows, scores, KEPT, cascade);
    return new Line(
        pair.name(),
        router,
        rows.size(),
        RoutingCurve.figure(scores, gains, RoutingCurve::apgr),
        curve.cpt(0.5),
        curve.cpt(0.8),
        cost.escalated(),
        costed ? cost.cost() : -1,
        RoutingCost.caught(pair, rows, scores),
        pair.set().equals("zeroeval-mix") ? withinTasks(rows, scores, gains) : Map.of());
  }

  private static Map<String, Double> withinTasks(
      List<RoutingRow> rows, double[] scores, double[] gains) {
    var within = new LinkedHashMap<String, Double>();
    RoutingRouters.tasks(rows)
        .forEach((task, places) ->
            within.put(
                task,
                RoutingCurve.of(
                        places.stream().mapToDouble(i -> scores[i]).toArray(),
                        places.stream().mapToDouble(i -> gains[i]).toArray())
                    .apgr()));
    return within;
  }

  private static void print(List<Line> lines) {
    var pair = "";
    for (var line : lines) {
      if (!line.pair().equals(pair)) {
        pair = line.pair();
        System.out.printf("%n%s, %d rows%n", pair, line.rows());
        System.out.printf(
            "%-12s %6s %15s %8s %8s %10s %10s %8s  %s%n",
            "router",
            "APGR",
            "95 %",
            "CPT(50)",
            "CPT(80)",
            "95 %: calls",
            "cost",
            "caught",
            "APGR within tasks");
      }
      System.out.printf(
          "%-12s %6.3f %6.3f to %5.3f %7.1f%% %7.1f%% %10.1f%% %10s %7.1f%%  %s%n",
          line.router(),
          line.apgr().value(),
          line.apgr().low(),
          line.apgr().high(),
          line.cpt50(),
          line.cpt80(),
          100 * line.escalatedFor95(),
          line.costFor95() < 0 ? "–" : "%.3f".formatted(line.costFor95()),
          100 * line.caughtAt20(),
          within(line.withinTask()));
    }
  }

  private static String within(Map<String, Double> tasks) {
    var text = new StringBuilder();
    tasks.forEach((task, apgr) -> text.append("%s %.3f ".formatted(task, apgr)));
    return text.toString().strip();
  }
}
