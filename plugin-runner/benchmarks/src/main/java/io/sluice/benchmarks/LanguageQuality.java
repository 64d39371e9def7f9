package io.sluice.benchmarks;

import io.sluice.exchange.routing.LanguageDetector;
import io.sluice.language.OpenNlpLanguageDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How often a text's language is told rightly, wrongly and not at all, how long that takes, and
 * what the model takes of the heap.
 *
 * <p>{@code LanguageQuality [DATA-FOLDER]}: asks with the questions of {@code
 * cache/xquad-crosslingual} and the sentences of {@code compression/xquad-articles}. Beside it
 * stands who always says English. Prints a table and writes it to {@code language-quality.json}.
 */
public final class LanguageQuality {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+|(?<=。)");

  /** Shorter ones are captions and remains of abbreviations. */
  private static final int SHORTEST = 20;

  /** Of Chinese. */
  private static final int SHORTEST_IN_SYLLABLES = 8;

  /** The first are slower: nothing is compiled yet. */
  private static final int ROUNDS = 5;

  /** A text of which the language is known. */
  private record Text(String kind, String language, String text) {}

  /** A line of the table; shares of texts. */
  private record Line(
      String kind,
      String language,
      int texts,
      double right,
      double wrong,
      double untold,
      double alwaysEnglish,
      double medianMicros) {}

  private LanguageQuality() {}

  public static void main(String[] arguments) throws IOException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    var detector = new OpenNlpLanguageDetector(Runnable::run);
    long before = usedHeap();
    var unused = detector.language("This sentence has the model read.");
    double megabytes = (usedHeap() - before) / 1e6;
    var texts =
        Stream.concat(
                questions(data.resolve("cache/xquad-crosslingual/questions.jsonl")).stream(),
                sentences(data.resolve("compression/xquad-articles")).stream())
            .toList();
    var lines = List.<Line>of();
    for (int round = 0; round < ROUNDS; round++) {
      lines = lines(texts, detector);
    }
    System.out.printf("The model takes %.1f MB of the heap.%n%n", megabytes);
    System.out.println(
        "texts      language     n   right   wrong  untold  always English   median");
    for (var line : lines) {
      System.out.printf(
          "%-10s %-8s %5d %6.1f%% %6.1f%% %6.1f%% %14.1f%% %5.0f µs%n",
          line.kind(),
          line.language(),
          line.texts(),
          100 * line.right(),
          100 * line.wrong(),
          100 * line.untold(),
          100 * line.alwaysEnglish(),
          line.medianMicros());
    }
    Files.writeString(
        Path.of("language-quality.json"),
        JSON.writeValueAsString(Map.of("heapMegabytes", megabytes, "lines", lines)));
  }

  private static List<Line> lines(List<Text> texts, LanguageDetector detector) {
    return texts.stream()
        .map(text -> List.of(text.kind(), text.language()))
        .distinct()
        .map(group ->
            line(
                texts.stream()
                    .filter(text -> List.of(text.kind(), text.language()).equals(group))
                    .toList(),
                detector))
        .toList();
  }

  private static Line line(List<Text> texts, LanguageDetector detector) {
    var first = texts.getFirst();
    var took = new long[texts.size()];
    double right = 0;
    double untold = 0;
    for (int i = 0; i < texts.size(); i++) {
      long began = System.nanoTime();
      var told = detector.language(texts.get(i).text());
      took[i] = System.nanoTime() - began;
      right += told.equals(Optional.of(first.language())) ? 1 : 0;
      untold += told.isEmpty() ? 1 : 0;
    }
    Arrays.sort(took);
    int n = texts.size();
    return new Line(
        first.kind(),
        first.language(),
        n,
        right / n,
        (n - right - untold) / n,
        untold / n,
        first.language().equals("en") ? 1 : 0,
        took[n / 2] / 1e3);
  }

  private static List<Text> questions(Path file) throws IOException {
    return rows(file).stream()
        .flatMap(row ->
            row.path("q").properties().stream()
                .map(q -> new Text("questions", q.getKey(), q.getValue().asString(""))))
        .toList();
  }

  private static List<Text> sentences(Path folder) throws IOException {
    var sentences = new ArrayList<Text>();
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var name = String.valueOf(file.getFileName());
        if (name.matches("articles_[a-z]+\\.jsonl")) {
          var language = name.substring("articles_".length(), name.indexOf('.'));
          int shortest = language.equals("zh") ? SHORTEST_IN_SYLLABLES : SHORTEST;
          rows(file).stream()
              .flatMap(row -> row.path("paragraphs").valueStream())
              .flatMap(paragraph -> SENTENCE_END.splitAsStream(paragraph.asString("")))
              .filter(sentence -> sentence.length() >= shortest)
              .forEach(sentence -> sentences.add(new Text("sentences", language, sentence)));
        }
      }
    }
    return sentences;
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(JSON::readTree).toList();
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
