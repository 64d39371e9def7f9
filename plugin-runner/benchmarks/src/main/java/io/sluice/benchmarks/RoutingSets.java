package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the sets of {@code routing/}. */
final class RoutingSets {

  private static final JsonMapper JSON = new JsonMapper();

  private RoutingSets() {}

  /** Returns the rows of every set that is there. */
  static List<RoutingRow> read(Path data) throws IOException {
    var folder = data.resolve("routing");
    var rows = new ArrayList<RoutingRow>();
    for (var row : lines(folder.resolve("routellm-mmlu/mmlu.jsonl"))) {
      rows.add(routeLlm("routellm-mmlu", row, text(row, "subject")));
    }
    for (var row : lines(folder.resolve("routellm-gsm8k/gsm8k.jsonl"))) {
      rows.add(routeLlm("routellm-gsm8k", row, "gsm"));
    }
    for (var row : lines(folder.resolve("zeroeval-mix/zeroeval.jsonl"))) {
      rows.add(zeroEval(row));
    }
    for (var row : lines(folder.resolve("llmrouter-openpool/queries.jsonl"))) {
      var prompt = text(row, "prompt");
      var task = text(row, "task");
      rows.add(
          new RoutingRow(
              "llmrouter-openpool",
              task,
              task,
              prompt,
              prompt,
              numbers(row.path("scores")),
              Map.of(),
              Set.of(),
              Map.of()));
    }
    for (var row : lines(folder.resolve("mmlu-pro-pairs/mmlu_pro.jsonl"))) {
      rows.add(mmluPro(row));
    }
    return rows;
  }

  private static RoutingRow routeLlm(String set, JsonNode row, String category) {
    var prompt = text(row, "prompt");
    var answer = text(row, "weak_response");
    return new RoutingRow(
        set,
        "",
        category,
        prompt,
        prompt,
        Map.of(
            "weak", row.path("weak_correct").asDouble(),
            "strong", row.path("strong_correct").asDouble()),
        Map.of(),
        Set.of(),
        answer.isEmpty() ? Map.of() : Map.of("weak", answer));
  }

  private static RoutingRow zeroEval(JsonNode row) {
    var invalid = new HashSet<String>();
    for (var valid : row.path("schema_valid").properties()) {
      if (valid.getValue().asInt() == 0) {
        invalid.add(valid.getKey());
      }
    }
    return new RoutingRow(
        "zeroeval-mix",
        text(row, "task"),
        text(row, "task"),
        text(row, "prompt"),
        text(row, "prompt"),
        numbers(row.path("correct")),
        lengths(row),
        invalid,
        texts(row.path("responses")));
  }

  private static RoutingRow mmluPro(JsonNode row) {
    var asked = new StringBuilder(text(row, "prompt"));
    char letter = 'A';
    for (var option : row.path("options")) {
      asked.append('\n').append(letter++).append(". ").append(option.asString(""));
    }
    return new RoutingRow(
        "mmlu-pro-pairs",
        text(row, "category"),
        text(row, "category"),
        text(row, "prompt"),
        asked.toString(),
        numbers(row.path("correct")),
        lengths(row),
        Set.of(),
        texts(row.path("responses")));
  }

  private static Map<String, Double> numbers(JsonNode node) {
    var numbers = new HashMap<String, Double>();
    node.properties().forEach(e -> numbers.put(e.getKey(), e.getValue().asDouble()));
    return numbers;
  }

  private static Map<String, Integer> lengths(JsonNode row) {
    var lengths = new HashMap<String, Integer>();
    row.path("out_chars").properties().forEach(e -> lengths.put(e.getKey(), e.getValue().asInt()));
    return lengths;
  }

  private static Map<String, String> texts(JsonNode node) {
    var texts = new HashMap<String, String>();
    node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
    return texts;
  }

  private static String text(JsonNode row, String key) {
    return row.path(key).asString("");
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines.map(JSON::readTree).toList();
    }
  }
}
