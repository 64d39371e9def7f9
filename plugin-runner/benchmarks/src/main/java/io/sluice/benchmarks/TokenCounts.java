package io.sluice.benchmarks;

import io.sluice.exchange.ChatRequest;
import io.sluice.tokens.BytePairEncoding;
import io.sluice.tokens.ModelTokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the count before a request is from what its provider billed.
 *
 * <p>{@code TokenCounts [DATA-FOLDER] [--verbose]}: reads {@code tokens/bpe-vectors}, {@code
 * tokens/chat-overhead} and {@code tokens/recorded-usage}. Prints tables and writes them to {@code
 * token-counts.json}; with {@code --verbose} also every row that is not met.
 */
public final class TokenCounts {

  private static final JsonMapper JSON = new JsonMapper();
  private static final ModelTokenCounter COUNTER = new ModelTokenCounter();

  /** A request whose provider told what it billed. */
  private record Row(Billed billed, long counted, long characters, long plainText) {

    String id() {
      return billed.id();
    }

    double error() {
      return error((double) counted);
    }

    double error(double estimate) {
      return (estimate - billed.tokens()) / Math.max(1, billed.tokens());
    }
  }

  private record Billed(
      String id, String provider, String api, String model, String kind, long tokens) {}

  /** A line of the table; shares of requests, errors as shares of the billed tokens. */
  private record Line(
      String group,
      int requests,
      double exact,
      double within5,
      double meanError,
      double medianError,
      double under2,
      double characters4,
      double plainText) {

    static Line of(String group, List<Row> rows) {
      return new Line(
          group,
          rows.size(),
          share(rows, row -> row.error() == 0),
          share(rows, row -> Math.abs(row.error()) <= 0.05),
          mean(rows, Row::error),
          median(rows),
          share(rows, row -> row.error() < -0.02),
          mean(rows, row -> row.error(row.characters() / 4.0)),
          mean(rows, row -> row.error((double) row.plainText())));
    }

    private static double share(List<Row> rows, Predicate<Row> held) {
      return rows.stream().filter(held).count() / (double) rows.size();
    }

    private static double mean(List<Row> rows, Function<Row, Double> error) {
      return rows.stream().mapToDouble(row -> Math.abs(error.apply(row))).average().orElse(0);
    }

    private static double median(List<Row> rows) {
      var errors = rows.stream().mapToDouble(row -> Math.abs(row.error())).sorted().toArray();
      return errors[errors.length / 2];
    }

    @Override
    public String toString() {
      return "%-46s %5d %7.1f%% %8.1f%% %8.1f%% %8.1f%% %9.1f%% %9.1f%% %9.1f%%"
          .formatted(
              group,
              requests,
              100 * exact,
              100 * within5,
              100 * meanError,
              100 * medianError,
              100 * under2,
              100 * characters4,
              100 * plainText);
    }
  }

  private TokenCounts() {}

  public static void main(String[] arguments) throws IOException {
    boolean verbose = List.of(arguments).contains("--verbose");
    var folders = Arrays.stream(arguments).filter(a -> !a.startsWith("--")).toList();
    var data = Path.of(folders.isEmpty() ? "../shared/data" : folders.getFirst()).resolve("tokens");
    var vectors = vectors(rows(data.resolve("bpe-vectors/vectors.jsonl")), verbose);
    var overhead = new ArrayList<Row>();
    for (var row : rows(data.resolve("chat-overhead/cases.jsonl"))) {
      overhead.add(row(row, row.path("prompt_tokens").asLong(), "cases"));
    }
    var recorded = new ArrayList<Row>();
    for (var row : rows(data.resolve("recorded-usage/usage.jsonl"))) {
      recorded.add(row(row, billed(row), kind(row)));
    }

    System.out.printf(
        "%-46s %5s %8s %9s %9s %9s %10s %10s %10s%n",
        "",
        "rows",
        "exact",
        "within 5%",
        "mean err",
        "median",
        "under 2%",
        "chars/4",
        "o200k text");
    var lines = new ArrayList<Line>();
    lines.add(Line.of("chat overhead", overhead));
    lines.addAll(lines(recorded, TokenCounts::openAiGroup));
    lines.addAll(
        lines(
            recorded,
            row -> row.billed().api() + " / " + family(row) + " / " + row.billed().kind()));
    lines.forEach(System.out::println);
    if (verbose) {
      overhead.stream().filter(row -> row.error() != 0).forEach(TokenCounts::print);
      recorded.stream()
          .filter(row -> row.error() != 0)
          .sorted(Comparator.comparingDouble(Row::error))
          .forEach(TokenCounts::print);
    }
    Files.writeString(
        Path.of("token-counts.json"),
        JSON.writeValueAsString(Map.of("vectors", vectors, "lines", lines)));
  }

  private static Map<String, Long> vectors(List<JsonNode> rows, boolean verbose) {
    long right = 0;
    for (var row : rows) {
      var expected = row.path("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
      var encoding = BytePairEncoding.named(row.path("encoding").asString());
      var text = row.path("text").asString();
      if (Arrays.equals(encoding.encode(text), expected)
          && encoding.count(text) == expected.length) {
        right++;
      } else if (verbose) {
        System.out.println("vector missed: " + row.path("id").asString());
      }
    }
    System.out.printf("vectors: %d of %d exact%n%n", right, rows.size());
    return Map.of("rows", (long) rows.size(), "exact", right);
  }

  private static List<Line> lines(List<Row> rows, Function<Row, String> group) {
    return rows.stream()
        .filter(row -> !group.apply(row).isEmpty())
        .collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(entry -> Line.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Row row(JsonNode row, long billed, String kind) {
    var request = row.path("request");
    var model = row.path("model").asString("");
    var counted =
        COUNTER.prompt(
            ChatRequest.of(JSON.writeValueAsString(request).getBytes(StandardCharsets.UTF_8)),
            model);
    var text = new StringBuilder();
    texts(request, "", text);
    return new Row(
        new Billed(
            row.path("id").asString(),
            row.path("provider").asString("openai"),
            row.path("api").asString("chat"),
            model,
            kind,
            billed),
        counted.tokens(),
        text.length(),
        BytePairEncoding.o200k().count(text.toString()));
  }

  /** Anthropic bills what it wrote to its cache and read from it beside the input. */
  private static long billed(JsonNode row) {
    var usage = row.path("usage");
    return row.path("input_tokens").asLong()
        + usage.path("cache_creation_input_tokens").asLong(0)
        + (row.path("api").asString().equals("messages")
            ? usage.path("cache_read_input_tokens").asLong(0)
            : 0);
  }

  private static String kind(JsonNode row) {
    var request = row.path("request");
    var tools = request.path("tools");
    boolean hosted = tools.valueStream().anyMatch(TokenCounts::isHosted);
    boolean carried =
        request.path("input").valueStream().anyMatch(item -> item.has("encrypted_content"));
    if (hosted || carried) {
      return "hosted";
    }
    if (request.path("response_format").has("json_schema")
        || request.path("text").path("format").has("schema")) {
      return "json_schema";
    }
    return !tools.isEmpty() || request.has("functions") ? "tools" : "plain";
  }

  private static boolean isHosted(JsonNode tool) {
    var type = tool.path("type").asString("function");
    return !type.equals("function") && !type.equals("custom");
  }

  private static String openAiGroup(Row row) {
    return row.billed().provider().equals("openai")
        ? "OpenAI " + row.billed().api() + " / " + row.billed().kind()
        : "";
  }

  private static String family(Row row) {
    var model = row.billed().model().toLowerCase(Locale.ROOT);
    return List.of(
            "claude",
            "gemini",
            "llama",
            "stral",
            "qwen",
            "deepseek",
            "glm",
            "grok",
            "gpt-oss",
            "gpt-5",
            "gpt-4",
            "gpt-3.5",
            "embedding",
            "o3",
            "o4")
        .stream()
        .filter(model::contains)
        .findFirst()
        .orElse("other");
  }

  /** All that the request says, as a counter would take it that knows no template. */
  private static void texts(JsonNode node, String key, StringBuilder text) {
    if (node.isString()
        && List.of("content", "text", "input", "prompt", "system", "instructions").contains(key)) {
      text.append(node.asString()).append('\n');
    } else if (node.isArray()) {
      node.values().forEach(value -> texts(value, key, text));
    } else if (node.isObject()) {
      node.properties().stream()
          .filter(property -> !property.getKey().equals("tools"))
          .forEach(property -> texts(property.getValue(), property.getKey(), text));
    }
  }

  private static void print(Row row) {
    System.out.printf(
        "%-24s %-12s %-10s %-34s %-11s billed %6d counted %6d %+7.1f%%%n",
        row.id(),
        row.billed().provider(),
        row.billed().api(),
        row.billed().model(),
        row.billed().kind(),
        row.billed().tokens(),
        row.counted(),
        100 * row.error());
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(JSON::readTree).toList();
    }
  }
}
