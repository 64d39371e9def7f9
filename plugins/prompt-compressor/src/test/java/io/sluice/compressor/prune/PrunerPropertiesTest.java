package io.sluice.compressor.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every text. */
class PrunerPropertiesTest {

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

  private static final List<String> PLAIN =
      List.of(
          "the",
          "a",
          "an",
          "very",
          "really",
          "house",
          "of",
          "in",
          "is",
          "was",
          "with",
          "and",
          "The",
          "A",
          "London",
          "slowly,",
          "end.",
          "who?",
          "der",
          "die",
          "das",
          "Haus",
          "und",
          "ist",
          "sehr",
          "in",
          "el",
          "la",
          "casa",
          "de",
          "que",
          "muy",
          "le",
          "les",
          "très",
          "est",
          "дом",
          "стоит",
          "у",
          "реки.",
          "السلام",
          "عليكم",
          "घर",
          "में",
          "家は",
          "大きい。",
          "我们在家里，",
          "你好",
          "안녕",
          "세계",
          "\uD83D\uDE00",
          "\uD835\uDD52",
          "cafe\u0301");

  /** Never dropped, whatever stands around it. */
  private static final List<String> KEPT =
      List.of(
          "308",
          "12.5",
          "1,000",
          "€5",
          "7%",
          "not",
          "never",
          "don't",
          "nicht",
          "kein",
          "не",
          "نه7",
          "https://a.example/the/b?c=the",
          "a@example.org",
          "/usr/the/bin",
          "fooBar",
          "foo_bar",
          "019aa0d2-6c1f-7c52-8d0e-0f7d3b8f4a55",
          "v1.2.3",
          "\"the very house\"",
          "“the very house”",
          "`the very house`",
          "<keep>the very house</keep>",
          "\n```\nthe very house\n```\n",
          "(the very)",
          "{\"a\":[1,2]}",
          "twenty",
          "不",
          "## The Title",
          "NASA",
          "x=the");

  private static final List<String> SPACES =
      List.of(" ", " ", " ", " ", " ", "  ", "\n", "\r\n", "\n\n", "\t", "\u00A0");

  static Stream<Pruner> pruners() {
    return Stream.of(
        new FillerWords(),
        new ClassifiedWords(
            new ScoredWords(word -> (word.hashCode() & 0xFF) / 255.0), String::length));
  }

  @ParameterizedTest
  @MethodSource("pruners")
  void whatSaysExactlySomethingStaysInItsOrder(Pruner pruner) {
    var random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      var kept = new ArrayList<String>();
      var text = text(random, kept);

      var pruned = pruner.prune(text, Pruning.to(0.05 + 0.95 * random.nextDouble()));

      int from = 0;
      for (var exact : kept) {
        int found = pruned.indexOf(exact.strip(), from);
        assertThat(found).as("%s in %s, from %s", exact, pruned, text).isNotNegative();
        from = found + exact.strip().length();
      }
      assertThat(numbers(pruned)).isEqualTo(numbers(text));
    }
  }

  @ParameterizedTest
  @MethodSource("pruners")
  void aResultIsTheTextWithPartsLeftOut(Pruner pruner) {
    var random = new Random(2);
    for (int i = 0; i < 3_000; i++) {
      var text = i % 2 == 0 ? text(random, new ArrayList<>()) : noise(random);
      var pruning =
          new Pruning(0.01 + 0.99 * random.nextDouble(), Set.of("house", "."), i % 3 == 0);

      var pruned = pruner.prune(text, pruning);

      assertThat(pruned.length()).isLessThanOrEqualTo(text.length());
      assertThat(isLeftOf(pruned, text)).as("%s of %s", pruned, text).isTrue();
      assertThat(loneSurrogates(pruned)).isLessThanOrEqualTo(loneSurrogates(text));
      assertThat(pruner.prune(text, pruning)).isEqualTo(pruned);
      assertThat(pruner.prune(text, Pruning.to(1))).isEqualTo(text);
    }
  }

  @Test
  void asMuchAsAskedStays() {
    var random = new Random(3);
    var pruner =
        new ClassifiedWords(new ScoredWords(word -> (word.hashCode() & 0xFF) / 255.0), w -> 1);
    for (int i = 0; i < 2_000; i++) {
      var text = text(random, new ArrayList<>());
      double rate = 0.05 + 0.95 * random.nextDouble();

      var pruned = pruner.prune(text, Pruning.to(rate));

      assertThat(words(pruned)).isGreaterThanOrEqualTo((int) Math.floor(rate * words(text)));
    }
  }

  @Test
  void otherScriptsAreNotTouchedByFillerWords() {
    var random = new Random(4);
    var words = PLAIN.stream().filter(word -> word.charAt(0) > 0x3FF).toList();
    for (int i = 0; i < 1_000; i++) {
      var text = text(random, new ArrayList<>(), words);

      assertThat(new FillerWords().prune(text, Pruning.to(0.01))).isEqualTo(text);
    }
  }

  private static int words(String text) {
    return new ScoredWords(word -> 0).words(text).size();
  }

  private static String text(Random random, List<String> kept) {
    return text(random, kept, PLAIN);
  }

  private static String text(Random random, List<String> kept, List<String> plain) {
    var text = new StringBuilder();
    for (int n = random.nextInt(60); n > 0; n--) {
      if (random.nextInt(8) == 0) {
        var exact = KEPT.get(random.nextInt(KEPT.size()));
        kept.add(exact);
        text.append(exact);
      } else {
        text.append(plain.get(random.nextInt(plain.size())));
      }
      text.append(SPACES.get(random.nextInt(SPACES.size())));
    }
    return text.toString();
  }

  private static String noise(Random random) {
    var chars = "the a ver\"'`<keep>/\n\r~.,()“”«»中。\uD83D\uDE00\u0301\u0000 0x";
    var noise = new StringBuilder();
    for (int n = random.nextInt(200); n > 0; n--) {
      noise.append(
          random.nextInt(5) == 0
              ? (char) random.nextInt(0x10000)
              : chars.charAt(random.nextInt(chars.length())));
    }
    return noise.toString();
  }

  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(match -> match.group()).toList();
  }

  /** White space aside, for of several pieces of it one stays. */
  private static boolean isLeftOf(String part, String whole) {
    int i = 0;
    // Char by char: two halves of nothing may meet where a word between them is left out.
    for (int c : part.chars().filter(c -> !isSpace(c)).toArray()) {
      i =
          1
              + IntStream.range(i, whole.length())
                  .filter(at -> whole.charAt(at) == c)
                  .findFirst()
                  .orElse(-1);
      if (i == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static long loneSurrogates(String text) {
    return text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF).count();
  }
}
