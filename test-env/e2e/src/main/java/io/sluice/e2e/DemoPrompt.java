package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * One prompt of the demo day.
 *
 * @param id its kind and a number
 * @param tier where a human would send it
 * @param application whose system prompt goes before the messages; empty if they have their own
 * @param completionTokens how long a model's answer would be: the stub is told so
 */
record DemoPrompt(
    String id,
    String tier,
    String application,
    boolean stream,
    JsonNode messages,
    int maxTokens,
    int completionTokens) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Reads a file with one prompt per line, or else the day that comes with the program. */
  static List<DemoPrompt> load(Optional<Path> file) throws IOException {
    try (var lines = open(file)) {
      return lines
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> of(JSON.readTree(line)))
          .toList();
    }
  }

  /** Returns the body of the request. */
  String body(String model) {
    var body = JSON.createObjectNode().put("model", model).put("max_tokens", maxTokens);
    body.set("messages", conversation());
    if (stream) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    return body.toString();
  }

  private ArrayNode conversation() {
    var conversation = JSON.createArrayNode();
    if (!application.isEmpty()) {
      var prompt = Applications.PROMPTS.required(application).asString();
      conversation.addObject().put("role", "system").put("content", prompt);
    }
    messages.forEach(conversation::add);
    return conversation;
  }

  /** The system prompts of the applications that the company runs. */
  private static final class Applications {
    static final JsonNode PROMPTS =
        JSON.readTree(DemoPrompt.class.getResourceAsStream("/demo/applications.json"));
  }

  private static BufferedReader open(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      return Files.newBufferedReader(file.get());
    }
    var day = DemoPrompt.class.getResourceAsStream("/demo/prompts.jsonl");
    return new BufferedReader(new InputStreamReader(Objects.requireNonNull(day), UTF_8));
  }

  private static DemoPrompt of(JsonNode row) {
    return new DemoPrompt(
        row.required("id").asString(),
        row.required("tier").asString(),
        row.path("application").asString(""),
        row.required("stream").asBoolean(),
        row.required("messages"),
        row.required("max_tokens").asInt(),
        row.required("completion_tokens").asInt());
  }
}
