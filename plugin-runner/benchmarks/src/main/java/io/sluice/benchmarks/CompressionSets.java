package io.sluice.benchmarks;

import io.sluice.benchmarks.CompressionCase.Compressed;
import io.sluice.benchmarks.CompressionCase.Metric;
import io.sluice.tokens.ModelTokenCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The labelled sets of {@code compression/}, as prompts that people write. */
final class CompressionSets {

  static final List<String> LANGUAGES = List.of("en", "de", "es", "zh");

  private static final JsonMapper JSON = new JsonMapper();

  /** Its vocabulary is o200k. */
  private static final String MODEL = "gpt-4o";

  private final Path folder;
  private final ModelTokenCounter counter = new ModelTokenCounter();

  CompressionSets(Path folder) {
    this.folder = folder;
  }

  List<CompressionCase> cases() throws IOException {
    var cases = new ArrayList<CompressionCase>();
    cases.addAll(documents());
    cases.addAll(meetings());
    for (var language : LANGUAGES) {
      cases.addAll(articles(language));
    }
    cases.addAll(records());
    return cases;
  }

  /** Twenty documents with a title each, one of which has the answer. */
  private List<CompressionCase> documents() throws IOException {
    var documents = new HashMap<String, JsonNode>();
    for (var row : rows("litm-nq20-rebuilt/documents.jsonl")) {
      documents.put(text(row, "doc"), row);
    }
    var cases = new ArrayList<CompressionCase>();
    for (var row : rows("litm-nq20-rebuilt/questions.jsonl")) {
      var prompt = new StringBuilder();
      int number = 0;
      for (var id : row.path("doc_ids")) {
        var document = Objects.requireNonNull(documents.get(id.asString()));
        prompt
            .append("Document [%d](Title: %s) ".formatted(++number, text(document, "title")))
            .append(text(document, "text").strip())
            .append("\n\n");
      }
      var answers =
          row.path("answers").valueStream().map(answer -> words(answer.asString())).toList();
      cases.add(
          new CompressionCase(
              "litm-nq20-rebuilt",
              text(row, "id"),
              "gold " + (row.path("gold_index").asInt() + 1),
              prompt.toString().strip(),
              text(row, "question"),
              List.of(0.5, 0.25, 0.1),
              this::tokens,
              List.of(
                  new Metric("answer recall", left -> containsAny(words(left.text()), answers)))));
    }
    return cases;
  }

  /** Turns of a meeting, of which those that the question is about are marked; counted in words. */
  private List<CompressionCase> meetings() throws IOException {
    var meetings = new HashMap<String, JsonNode>();
    for (var row : rows("qmsum-query/meetings.jsonl")) {
      meetings.put(text(row, "meeting"), row.path("turns"));
    }
    var cases = new ArrayList<CompressionCase>();
    for (var row : rows("qmsum-query/queries.jsonl")) {
      var prompt = new StringBuilder();
      var gold = new ArrayList<int[]>();
      var marked = row.path("gold_turns").valueStream().map(JsonNode::asInt).toList();
      int number = 0;
      for (var turn : Objects.requireNonNull(meetings.get(text(row, "meeting")))) {
        prompt.append(text(turn, "s")).append(": ");
        int start = prompt.length();
        prompt.append(text(turn, "t").strip()).append('\n');
        if (marked.contains(number++)) {
          gold.add(new int[] {start, prompt.length()});
        }
      }
      var whole = prompt.toString().stripTrailing();
      cases.add(
          new CompressionCase(
              "qmsum-query",
              text(row, "meeting"),
              "",
              whole,
              text(row, "query"),
              List.of(0.1, 0.25, 0.33, 0.5),
              CompressionSets::countWords,
              List.of(new Metric("gold word recall", left -> recall(whole, gold, left)))));
    }
    return cases;
  }

  /** An article among three others, their paragraphs shuffled. */
  private List<CompressionCase> articles(String language) throws IOException {
    var articles = new HashMap<Integer, List<String>>();
    for (var row : rows("xquad-articles/articles_%s.jsonl".formatted(language))) {
      articles.put(
          row.path("article").asInt(),
          row.path("paragraphs").valueStream().map(JsonNode::asString).toList());
    }
    var cases = new ArrayList<CompressionCase>();
    for (var row : rows("xquad-articles/questions_%s.jsonl".formatted(language))) {
      int own = row.path("article").asInt();
      var id = text(row, "id");
      // The same for all languages.
      var random = new Random(id.substring(id.indexOf('/') + 1).hashCode());
      var others =
          new ArrayList<>(articles.keySet().stream().filter(a -> a != own).sorted().toList());
      Collections.shuffle(others, random);
      var paragraphs = new ArrayList<>(Objects.requireNonNull(articles.get(own)));
      for (int other : others.subList(0, Math.min(3, others.size()))) {
        paragraphs.addAll(Objects.requireNonNull(articles.get(other)));
      }
      Collections.shuffle(paragraphs, random);
      var answer = words(text(row, "answer"));
      var sentence = words(text(row, "gold_sentence"));
      cases.add(
          new CompressionCase(
              "xquad-articles " + language,
              Integer.toString(own),
              "",
              String.join("\n\n", paragraphs.stream().map(String::strip).toList()),
              text(row, "question"),
              List.of(0.25, 0.1, 0.05),
              this::tokens,
              List.of(
                  new Metric(
                      "answer recall", left -> containsAny(words(left.text()), List.of(answer))),
                  new Metric(
                      "gold sentence recall",
                      left -> containsAny(words(left.text()), List.of(sentence))))));
    }
    return cases;
  }

  /** One JSON object of which one value is asked for. */
  private List<CompressionCase> records() throws IOException {
    var cases = new ArrayList<CompressionCase>();
    for (var row : rows("kv-retrieval-75/kv.jsonl")) {
      var pairs =
          row.path("records")
              .valueStream()
              .map(pair -> pair(pair.path(0).asString(), pair.path(1).asString()))
              .toList();
      var asked = pair(text(row, "key"), text(row, "value"));
      cases.add(
          new CompressionCase(
              "kv-retrieval-75",
              text(row, "id"),
              "",
              "{" + String.join(",\n ", pairs) + "}",
              "Extract the value of the key \"%s\" from the JSON object."
                  .formatted(text(row, "key")),
              List.of(0.25, 0.1),
              this::tokens,
              List.of(
                  new Metric(
                      "pair kept, valid JSON", left -> isKept(asked, left.text()) ? 1 : 0))));
    }
    return cases;
  }

  private int tokens(String text) {
    return (int) counter.text(text, MODEL);
  }

  private static String pair(String key, String value) {
    return "\"%s\": \"%s\"".formatted(key, value);
  }

  private static boolean isKept(String pair, String json) {
    try {
      return JSON.readTree(json).isObject() && json.contains(pair);
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Lower-case words with a space around each; of Chinese, each character is one. */
  static String words(String text) {
    var words = new StringBuilder(" ");
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(point -> {
          if (Character.isIdeographic(point)) {
            space(words);
            words.appendCodePoint(point).append(' ');
          } else if (Character.isLetterOrDigit(point)) {
            words.appendCodePoint(point);
          } else {
            space(words);
          }
        });
    space(words);
    return words.toString();
  }

  private static void space(StringBuilder words) {
    if (words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  private static double containsAny(String text, List<String> wanted) {
    return wanted.stream().anyMatch(text::contains) ? 1 : 0;
  }

  static int countWords(String text) {
    int count = 0;
    boolean within = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = text.charAt(i) <= ' ';
      count += within || space ? 0 : 1;
      within = !space;
    }
    return count;
  }

  /** Returns the share of words of some stretches that is left. */
  private static double recall(String prompt, List<int[]> stretches, Compressed left) {
    double all = 0;
    double kept = 0;
    for (var stretch : stretches) {
      int end = Math.min(stretch[1], prompt.length());
      for (int i = stretch[0]; i < end; i++) {
        if (prompt.charAt(i) > ' ' && (i == stretch[0] || prompt.charAt(i - 1) <= ' ')) {
          all++;
          kept += left.kept().get(i) ? 1 : 0;
        }
      }
    }
    return kept / all;
  }

  private List<JsonNode> rows(String file) throws IOException {
    try (var lines = Files.lines(folder.resolve(file))) {
      return lines.map(JSON::readTree).toList();
    }
  }

  private static String text(JsonNode row, String key) {
    return Objects.requireNonNull(row.path(key).asString(""));
  }

  /** Returns the sets' names and what is aimed at, by share kept. */
  static Map<String, Map<Double, Double>> targets() {
    return Map.of(
        "litm-nq20-rebuilt", Map.of(0.5, 0.99, 0.25, 0.98, 0.1, 0.94),
        "qmsum-query", Map.of(0.1, 0.48, 0.25, 0.66, 0.5, 0.83),
        "xquad-articles en", Map.of(0.1, 0.96),
        "xquad-articles de", Map.of(0.1, 0.90),
        "xquad-articles es", Map.of(0.1, 0.95),
        "xquad-articles zh", Map.of(0.1, 0.965),
        "kv-retrieval-75", Map.of(0.25, 1.0, 0.1, 1.0));
  }
}
