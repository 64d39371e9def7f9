package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A labelled question of {@code intent/}.
 *
 * @param number its place in its file, from 0
 * @param intent {@code oos} if it belongs to none
 * @param part its split, or in banking77-oos its kind; empty where the set has neither
 */
record IntentRow(int number, String text, String intent, String part, JsonNode fields) {

  private static final JsonMapper JSON = new JsonMapper();

  static List<IntentRow> read(Path data, String set, String file) throws IOException {
    var lines = Files.readAllLines(data.resolve("intent").resolve(set).resolve(file));
    return IntStream.range(0, lines.size())
        .mapToObj(i -> of(i, JSON.readTree(lines.get(i))))
        .toList();
  }

  private static IntentRow of(int number, JsonNode row) {
    return new IntentRow(
        number,
        row.required("text").asString(),
        row.required("intent").asString(),
        row.path("split").asString(row.path("kind").asString("")),
        row);
  }

  boolean has(String flag) {
    return fields.path(flag).asInt(0) == 1;
  }

  boolean belongsNowhere() {
    return intent.equals("oos") || part.endsWith("_oos");
  }
}
