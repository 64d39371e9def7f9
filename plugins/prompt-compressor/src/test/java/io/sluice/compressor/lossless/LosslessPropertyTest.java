package io.sluice.compressor.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.RandomDocuments;
import io.sluice.compressor.json.Json;
import io.sluice.compressor.json.JsonBlocks;
import io.sluice.compressor.json.Span;
import io.sluice.compressor.text.TimeLimit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for any documents, over thousands of requests of made-up ones. */
final class LosslessPropertyTest {

  private static final int REQUESTS = 10_000;

  /** Where regular expressions look for every word of them. */
  private static final int SLOW_REQUESTS = 2_000;

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");
  private static final Pattern FENCE =
      Pattern.compile(
          "^(```(?!json)|~~~)[^\\n`]*\\n.*?^\\1 *$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern URL = Pattern.compile("https://[^\\s?&)]+");

  private final Lossless lossless =
      new Lossless(LosslessSteps.ALL, DuplicateMark.DEFAULT, LosslessPropertyTest::tokens);

  @Test
  void whatIsKeptStaysNothingGrowsAndCompressedAgainNothingChanges() {
    for (int seed = 0; seed < REQUESTS; seed++) {
      var given = request(seed);

      var compressed = lossless.compress(given, TimeLimit.none());

      for (int i = 0; i < given.size(); i++) {
        int length = compressed.get(i).text().length();
        assertThat(length).as("seed %d", seed).isLessThanOrEqualTo(given.get(i).text().length());
        assertThat(stretches(compressed.get(i)))
            .as("seed %d", seed)
            .isEqualTo(stretches(given.get(i)));
      }
      assertThat(lossless.compress(compressed, TimeLimit.none()))
          .as("seed %d", seed)
          .isEqualTo(compressed);
    }
  }

  @Test
  void theSameRequestGivesTheSameResult() {
    for (int seed = 0; seed < SLOW_REQUESTS; seed++) {
      assertThat(lossless.compress(request(seed), TimeLimit.none()))
          .isEqualTo(lossless.compress(request(seed), TimeLimit.none()));
    }
  }

  @Test
  void everyNumberWordAddressAndCodeBlockIsStillSaid() {
    for (int seed = 0; seed < SLOW_REQUESTS; seed++) {
      var given = request(seed);

      var said = joined(lossless.compress(given, TimeLimit.none()));

      var before = joined(given);
      // Pages' numbers go, and so do the names of tracking parameters.
      assertThat(missing(NUMBER, withoutFooters(before), said)).as("seed %d", seed).isEmpty();
      assertThat(missing(WORD, plain(before), plain(said))).as("seed %d", seed).isEmpty();
      assertThat(missing(URL, before, said)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void codeInFencesIsStillThereAsWritten() {
    for (int seed = 0; seed < SLOW_REQUESTS; seed++) {
      var given =
          new RandomDocuments(
                  seed,
                  Set.of(
                      RandomDocuments.Kind.CODE,
                      RandomDocuments.Kind.PROSE,
                      RandomDocuments.Kind.LOG),
                  Set.of(RandomDocuments.Script.values()),
                  4)
              .some(2);
      var texts = given.stream().map(TextToShrink::free).toList();

      var said = joined(lossless.compress(texts, TimeLimit.none()));

      assertThat(missing(FENCE, joined(texts), said)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void everyJsonBlockIsStillValidAndSaysTheSame() {
    for (int seed = 0; seed < SLOW_REQUESTS; seed++) {
      var given = request(seed);

      var compressed = lossless.compress(given, TimeLimit.none());

      assertThat(json(compressed)).as("seed %d", seed).containsAll(json(given));
      for (int i = 0; i < given.size(); i++) {
        if (Json.isValue(given.get(i).text())) {
          assertThat(Json.minify(compressed.get(i).text()))
              .isEqualTo(Json.minify(given.get(i).text()));
        }
      }
    }
  }

  private static List<TextToShrink> request(int seed) {
    var random = new Random(seed);
    var texts = new ArrayList<TextToShrink>();
    for (var text : RandomDocuments.of(seed).some(1 + random.nextInt(3))) {
      texts.add(
          switch (random.nextInt(6)) {
            case 0 -> TextToShrink.fixed(text);
            case 1 -> new TextToShrink(text, someOf(text, random));
            default -> TextToShrink.free(text);
          });
    }
    return texts;
  }

  private static List<Span> someOf(String text, Random random) {
    var kept = new ArrayList<Span>();
    int from = 0;
    while (from + 2 < text.length()) {
      int start = from + random.nextInt(text.length() - from);
      int end = start + 1 + random.nextInt(Math.min(60, text.length() - start));
      kept.add(new Span(start, end));
      from = end + 1;
    }
    return kept;
  }

  private static List<String> stretches(TextToShrink text) {
    return text.kept().stream().map(span -> span.of(text.text())).toList();
  }

  private static Set<String> missing(Pattern what, String before, String after) {
    var missing = all(what, before);
    missing.removeAll(all(what, after));
    missing.removeIf(after::contains);
    return missing;
  }

  private static Set<String> all(Pattern what, String text) {
    var all = new HashSet<String>();
    what.matcher(text).results().forEach(result -> all.add(result.group()));
    return all;
  }

  private static String withoutFooters(String text) {
    return text.replaceAll("Page \\d of 4", "").replace("[9 lines of", "");
  }

  private static String plain(String text) {
    return withoutFooters(text)
        .replaceAll("[\\u200b\\u00ad]", "")
        .replace("&nbsp;", " ")
        .replace("utm_source=mail", "");
  }

  private static Set<String> json(List<TextToShrink> texts) {
    var found = new HashSet<String>();
    for (var text : texts) {
      for (var span : JsonBlocks.in(text.text())) {
        found.add(Json.minify(span.of(text.text())));
      }
    }
    return found;
  }

  private static String joined(List<TextToShrink> texts) {
    return String.join("\n\n", texts.stream().map(TextToShrink::text).toList());
  }

  private static int tokens(String text) {
    return (text.length() + 3) / 4;
  }
}
