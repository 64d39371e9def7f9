package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.onnx.OnnxEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a similarity threshold of {@code ai-semantic-router} does: how many questions are claimed,
 * how many rightly, and how many that belong nowhere are left alone.
 *
 * <p>{@code IntentThresholds [DATA-FOLDER]}: reads {@code intent/clinc150/clinc150.jsonl}, takes
 * the ten examples marked for each of its 150 intents as the route's, and asks with the validation
 * rows and with those that are out of scope. Prints a table and writes it to {@code
 * intent-thresholds.json}.
 */
public final class IntentThresholds {

  private static final JsonMapper JSON = new JsonMapper();

  /** An example of the route. */
  private record Example(String intent, Embedding embedding) {}

  /** A question and its nearest example; {@code known} if the question belongs to an intent. */
  private record Asked(boolean known, boolean right, float similarity) {}

  /** A line of the table; shares of questions. */
  private record Line(
      double threshold, double claimed, double precision, double rightly, double leftAlone) {}

  private IntentThresholds() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    List<Asked> asked;
    try (var model = OnnxEmbeddingModel.packaged()) {
      asked = ask(rows(data.resolve("intent/clinc150/clinc150.jsonl")), model);
    }
    var lines = new ArrayList<Line>();
    // The first line claims everything: what the threshold is to be compared with.
    lines.add(line(asked, -1));
    for (int percent = 30; percent <= 80; percent += 5) {
      lines.add(line(asked, percent / 100.0));
    }
    System.out.printf(
        "%d questions, %d of them out of scope%n%n", asked.size(), count(asked, false));
    System.out.println(
        "threshold  claimed  of them right  claimed rightly  out of scope left alone");
    for (var line : lines) {
      System.out.printf(
          "%9.2f %7.1f%% %13.1f%% %15.1f%% %23.1f%%%n",
          line.threshold(),
          100 * line.claimed(),
          100 * line.precision(),
          100 * line.rightly(),
          100 * line.leftAlone());
    }
    Files.writeString(
        Path.of("intent-thresholds.json"), JSON.writeValueAsString(Map.of("lines", lines)));
  }

  private static List<Asked> ask(List<JsonNode> rows, EmbeddingModel model) {
    var examples =
        rows.stream()
            .filter(row -> row.path("shot10").asInt(0) == 1 && isKnown(row))
            .map(row -> new Example(intent(row), model.embed(text(row))))
            .toList();
    return rows.stream()
        .filter(row -> row.path("split").asString("").matches("val|oos_val|oos_train"))
        .map(row -> nearest(row, model.embed(text(row)), examples))
        .toList();
  }

  private static Asked nearest(JsonNode row, Embedding question, List<Example> examples) {
    var best = examples.getFirst();
    for (var example : examples) {
      if (question.similarity(example.embedding()) > question.similarity(best.embedding())) {
        best = example;
      }
    }
    return new Asked(
        isKnown(row), best.intent().equals(intent(row)), question.similarity(best.embedding()));
  }

  private static Line line(List<Asked> asked, double threshold) {
    double known = count(asked, true);
    double claimed = asked.stream().filter(a -> a.known() && a.similarity() >= threshold).count();
    double right =
        asked.stream().filter(a -> a.known() && a.right() && a.similarity() >= threshold).count();
    double alone = asked.stream().filter(a -> !a.known() && a.similarity() < threshold).count();
    return new Line(
        threshold, claimed / known, right / claimed, right / known, alone / count(asked, false));
  }

  private static long count(List<Asked> asked, boolean known) {
    return asked.stream().filter(a -> a.known() == known).count();
  }

  private static boolean isKnown(JsonNode row) {
    return !intent(row).equals("oos");
  }

  private static String intent(JsonNode row) {
    return row.path("intent").asString("");
  }

  private static String text(JsonNode row) {
    return row.path("text").asString("");
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(JSON::readTree).toList();
    }
  }
}
