package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to a real provider and what it answered.
 *
 * @param file that it was read from
 * @param path with a leading slash
 * @param body of the request
 * @param billed by the provider; empty: it does not say
 */
record RecordedExchange(
    String file,
    String id,
    String api,
    String path,
    String body,
    int status,
    String contentType,
    boolean stream,
    String response,
    Optional<Meter.Charged> billed) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Reads all exchanges of a data folder: {@code compat/recorded-exchanges/*.jsonl}. */
  static List<RecordedExchange> in(Path data) throws IOException {
    var exchanges = new ArrayList<RecordedExchange>();
    var folder = data.resolve("compat/recorded-exchanges");
    var files = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder, "*.jsonl")) {
      found.forEach(files::add);
    }
    files.sort(null);
    for (var file : files) {
      for (var line : Files.readAllLines(file)) {
        exchanges.add(of(String.valueOf(file.getFileName()), JSON.readTree(line)));
      }
    }
    return exchanges;
  }

  byte[] responseBytes() {
    return response.getBytes(UTF_8);
  }

  private static RecordedExchange of(String file, JsonNode row) {
    var api = row.path("api").asString("");
    int status = row.path("status").asInt(200);
    return new RecordedExchange(
        file,
        row.path("id").asString(""),
        api,
        row.path("path").asString(usualPath(api)),
        row.path("request").isObject() ? row.path("request").toString() : usualRequest(api),
        status,
        row.path("content_type").asString(""),
        row.path("stream").asInt(row.path("stream").asBoolean(false) ? 1 : 0) == 1,
        row.path("response").asString(""),
        billed(status, row.path("usage")));
  }

  /** Of some exchanges only the response was recorded. */
  private static String usualPath(String api) {
    return switch (api) {
      case "messages" -> "/v1/messages";
      case "chat" -> "/v1/chat/completions";
      case "responses" -> "/v1/responses";
      case "cohere-chat" -> "/v2/chat";
      default -> "/v1/" + api;
    };
  }

  private static String usualRequest(String api) {
    var question =
        api.equals("responses")
            ? "\"input\":\"Hello\""
            : "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    return "{\"model\":\"recorded\",\"stream\":true," + question + "}";
  }

  /** Returns the billed tokens by each API's documentation; an error is free. */
  private static Optional<Meter.Charged> billed(int status, JsonNode usage) {
    if (usage.isEmpty()) {
      return status >= 400 ? Optional.of(new Meter.Charged(0, 0)) : Optional.empty();
    }
    var tokens = tokens(usage);
    return Optional.of(new Meter.Charged(tokens.prompt(), tokens.completion()));
  }

  private static Usage tokens(JsonNode usage) {
    if (usage.has("billed_units")) {
      var billed = usage.path("billed_units");
      return reported(n(billed, "input_tokens"), n(billed, "output_tokens"), 0);
    }
    if (usage.has("promptTokenCount")) {
      return reported(
          n(usage, "promptTokenCount") + n(usage, "toolUsePromptTokenCount"),
          n(usage, "candidatesTokenCount") + n(usage, "thoughtsTokenCount"),
          0);
    }
    if (usage.has("inputTokens")) {
      return reported(
          n(usage, "inputTokens")
              + n(usage, "cacheReadInputTokens")
              + n(usage, "cacheWriteInputTokens"),
          n(usage, "outputTokens"),
          0);
    }
    if (usage.has("input_tokens") && !usage.has("total_tokens")) {
      return reported(
          n(usage, "input_tokens")
              + n(usage, "cache_read_input_tokens")
              + n(usage, "cache_creation_input_tokens"),
          n(usage, "output_tokens"),
          0);
    }
    var in = usage.has("input_tokens") ? "input_tokens" : "prompt_tokens";
    var out = usage.has("output_tokens") ? "output_tokens" : "completion_tokens";
    long total = n(usage, "total_tokens");
    // Embeddings may report a total alone; some leave thoughts out of all but the total.
    long prompt = usage.has(in) ? n(usage, in) : total;
    return reported(
        prompt,
        Math.max(n(usage, out), total - prompt),
        n(usage.path(out + "_details"), "reasoning_tokens"));
  }

  private static Usage reported(long prompt, long completion, long reasoning) {
    return Usage.reported(prompt, 0, 0, completion, reasoning, 0);
  }

  private static long n(JsonNode usage, String key) {
    return usage.path(key).asLong(0);
  }
}
