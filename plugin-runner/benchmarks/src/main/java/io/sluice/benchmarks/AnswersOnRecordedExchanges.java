package io.sluice.benchmarks;

import io.sluice.exchange.Usage;
import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.exchange.answer.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether what providers really answered is read rightly: usage, text, tool calls and finish
 * reason.
 *
 * <p>{@code AnswersOnRecordedExchanges [DATA-FOLDER]}: reads {@code
 * compat/recorded-exchanges/*.jsonl}. Prints a line for each file and API, and the rows read
 * wrongly, and writes both to {@code answers-on-recorded-exchanges.json}. A row without {@code
 * expected} is judged by its usage alone; where it has none either, by nothing.
 */
public final class AnswersOnRecordedExchanges {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> ASPECTS = List.of("usage", "text", "tool_calls", "finish");

  /** A row's verdicts: by aspect, whether it was read rightly; without those not judged. */
  private record Verdict(String file, String api, String id, Map<String, Boolean> right) {

    boolean allRight() {
      return right.values().stream().allMatch(Boolean::booleanValue);
    }
  }

  /** A line of the table; the numbers of rows, for each aspect those right of those judged. */
  private record Line(
      String file,
      String api,
      int rows,
      Map<String, String> right,
      String allRight,
      int unjudged) {}

  private AnswersOnRecordedExchanges() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    var verdicts = new ArrayList<Verdict>();
    try (var files =
        Files.newDirectoryStream(data.resolve("compat/recorded-exchanges"), "*.jsonl")) {
      for (var file : files) {
        for (var row : rows(file)) {
          verdicts.add(judge(file.getFileName().toString(), row));
        }
      }
    }
    var lines = lines(verdicts);
    long judged = verdicts.stream().filter(verdict -> !verdict.right().isEmpty()).count();
    var wrong = verdicts.stream().filter(verdict -> !verdict.allRight()).toList();
    print(lines, wrong);
    Files.writeString(
        Path.of("answers-on-recorded-exchanges.json"),
        JSON.writeValueAsString(
            Map.of(
                "rows",
                verdicts.size(),
                "judged",
                judged,
                "right",
                judged - wrong.size(),
                "lines",
                lines,
                "wrong",
                wrong)));
  }

  private static Verdict judge(String file, JsonNode row) {
    var answer = ProviderAnswer.read(text(row, "content_type"), text(row, "response"));
    var expected = row.path("expected");
    var right = new LinkedHashMap<String, Boolean>();
    if (!row.path("usage").isEmpty() || expected.isObject()) {
      right.put("usage", answer.usage().equals(usage(row.path("usage"))));
    }
    if (expected.isObject()) {
      right.put("text", answer.text().equals(text(expected, "text")));
      right.put("tool_calls", sameCalls(answer.toolCalls(), expected.path("tool_calls")));
      right.put("finish", answer.finishReason().equals(text(expected, "finish_reason")));
    }
    return new Verdict(file, text(row, "api"), text(row, "id"), right);
  }

  private static boolean sameCalls(List<ToolCall> calls, JsonNode expected) {
    boolean same = calls.size() == expected.size();
    for (int i = 0; same && i < calls.size(); i++) {
      same =
          calls.get(i).name().equals(text(expected.path(i), "name"))
              && sameJson(calls.get(i).arguments(), text(expected.path(i), "arguments"));
    }
    return same;
  }

  /** Arguments that an API gives as an object have no one text. */
  private static boolean sameJson(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return JSON.readTree(one).equals(JSON.readTree(other));
    } catch (JacksonException e) {
      return false;
    }
  }

  /** The billed tokens by each API's documentation, on their own account. */
  private static Optional<Usage> usage(JsonNode usage) {
    if (usage.isEmpty()) {
      return Optional.empty();
    }
    if (usage.has("billed_units")) {
      var billed = usage.path("billed_units");
      return Optional.of(
          Usage.reported(n(billed, "input_tokens"), 0, 0, n(billed, "output_tokens"), 0, 0));
    }
    if (usage.has("promptTokenCount")) {
      long thoughts = n(usage, "thoughtsTokenCount");
      return Optional.of(
          Usage.reported(
              n(usage, "promptTokenCount") + n(usage, "toolUsePromptTokenCount"),
              n(usage, "cachedContentTokenCount"),
              0,
              n(usage, "candidatesTokenCount") + thoughts,
              thoughts,
              0));
    }
    if (usage.has("inputTokens")) {
      return Optional.of(
          beside(
              n(usage, "inputTokens"),
              n(usage, "cacheReadInputTokens"),
              n(usage, "cacheWriteInputTokens"),
              n(usage, "outputTokens"),
              0));
    }
    if (usage.has("input_tokens") && !usage.has("total_tokens")) {
      return Optional.of(
          beside(
              n(usage, "input_tokens"),
              n(usage, "cache_read_input_tokens"),
              n(usage, "cache_creation_input_tokens"),
              n(usage, "output_tokens"),
              n(usage.path("output_tokens_details"), "thinking_tokens")));
    }
    return Optional.of(openAi(usage));
  }

  private static Usage beside(
      long input, long cacheRead, long cacheWrite, long output, long thinking) {
    return Usage.reported(
        input + cacheRead + cacheWrite, cacheRead, cacheWrite, output, thinking, 0);
  }

  private static Usage openAi(JsonNode usage) {
    var in = usage.has("input_tokens") ? "input_tokens" : "prompt_tokens";
    var out = usage.has("output_tokens") ? "output_tokens" : "completion_tokens";
    var inDetails = usage.path(in + "_details");
    long total = n(usage, "total_tokens");
    // Embeddings may report a total alone; some leave thoughts out of all but the total.
    long prompt = usage.has(in) ? n(usage, in) : total;
    return Usage.reported(
        prompt,
        Math.max(
            n(inDetails, "cached_tokens"),
            Math.max(n(usage, "cached_tokens"), n(usage, "num_cached_tokens"))),
        n(inDetails, "cache_write_tokens"),
        Math.max(n(usage, out), total - prompt),
        n(usage.path(out + "_details"), "reasoning_tokens"),
        0);
  }

  private static long n(JsonNode usage, String key) {
    return usage.path(key).asLong(0);
  }

  private static List<Line> lines(List<Verdict> verdicts) {
    var groups = new LinkedHashMap<String, List<Verdict>>();
    for (var verdict : verdicts) {
      var key = verdict.file() + " " + verdict.api();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(verdict);
    }
    return groups.values().stream().map(AnswersOnRecordedExchanges::line).toList();
  }

  private static Line line(List<Verdict> group) {
    var right = new LinkedHashMap<String, String>();
    for (var aspect : ASPECTS) {
      var judged = group.stream().filter(verdict -> verdict.right().containsKey(aspect)).toList();
      long good = judged.stream().filter(verdict -> verdict.right().get(aspect)).count();
      right.put(aspect, judged.isEmpty() ? "-" : good + "/" + judged.size());
    }
    var judged = group.stream().filter(verdict -> !verdict.right().isEmpty()).toList();
    double allRight = judged.stream().filter(Verdict::allRight).count();
    var first = group.getFirst();
    return new Line(
        first.file(),
        first.api(),
        group.size(),
        right,
        judged.isEmpty() ? "-" : "%.1f%%".formatted(100 * allRight / judged.size()),
        group.size() - judged.size());
  }

  private static void print(List<Line> lines, List<Verdict> wrong) {
    System.out.printf(
        "%-26s %-22s %5s %9s %9s %11s %9s %10s %9s%n",
        "file", "api", "rows", "usage", "text", "tool calls", "finish", "all right", "unjudged");
    for (var line : lines) {
      System.out.printf(
          "%-26s %-22s %5d %9s %9s %11s %9s %10s %9d%n",
          line.file(),
          line.api(),
          line.rows(),
          line.right().get("usage"),
          line.right().get("text"),
          line.right().get("tool_calls"),
          line.right().get("finish"),
          line.allRight(),
          line.unjudged());
    }
    for (var verdict : wrong) {
      System.out.printf("wrong: %s %s %s%n", verdict.api(), verdict.id(), verdict.right());
    }
  }

  private static String text(JsonNode row, String key) {
    return row.path(key).asString("");
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(JSON::readTree).toList();
    }
  }
}
