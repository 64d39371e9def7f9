package io.sluice.router.complexity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be counted in a prompt: length, numbers, code, formulas, options, the form of its
 * question. None needs a model, and of a script that has none of it the counts are zero.
 */
public final class TextFeatures {

  private static final List<String> NAMES = names();

  private TextFeatures() {}

  /** Returns the names of the features, in the order of {@link #of}. */
  public static List<String> list() {
    return NAMES;
  }

  /** Counts; every feature is finite, and grows at most as fast as the logarithm of the length. */
  public static double[] of(String text) {
    var c = TextCounts.of(text);
    double words = Math.max(1, c.words);
    double characters = Math.max(1, text.length());
    double sentences = Math.max(1, c.sentences);
    var features =
        new double[] {
          Math.log1p(text.length()),
          Math.log1p(c.words),
          Math.log1p(c.sentences),
          Math.log1p(c.lines),
          Math.log1p(words / sentences),
          c.wordLetters / words,
          c.longWords / words,
          c.distinctWords() / words,
          c.capitals / words,
          c.letters / characters,
          c.foreignLetters / characters,
          c.digits / characters,
          Math.log1p(c.numbers),
          Math.log1p(c.bigNumbers),
          Math.log1p(c.decimals),
          Math.log1p(c.operators),
          c.operators / characters,
          Math.log1p(c.braces),
          Math.log1p(c.backslashes),
          Math.log1p(c.dollars),
          Math.log1p(c.quotes),
          Math.log1p(c.questionMarks),
          Math.min(1, c.gaps),
          Math.log1p(c.options),
          Math.log1p(c.optionCharacters / Math.max(1.0, c.options)),
          Math.log1p(c.longestOption),
          c.optionLines / Math.max(1.0, c.options)
        };
    var all = new double[NAMES.size()];
    System.arraycopy(features, 0, all, 0, features.length);
    int at = features.length;
    for (var kind : WordKind.values()) {
      all[at++] = Math.log1p(c.of.getOrDefault(kind, 0));
    }
    for (var kind : WordKind.values()) {
      all[at++] = c.first.contains(kind) ? 1 : 0;
    }
    return all;
  }

  private static List<String> names() {
    var names =
        new ArrayList<>(
            List.of(
                "characters",
                "words",
                "sentences",
                "lines",
                "words a sentence",
                "letters a word",
                "long words",
                "distinct words",
                "names",
                "letters",
                "letters beyond ascii",
                "digits",
                "numbers",
                "long numbers",
                "decimals",
                "operators",
                "operator share",
                "braces",
                "backslashes",
                "dollars",
                "quotes",
                "question marks",
                "gap",
                "options",
                "characters an option",
                "longest option",
                "options of numbers"));
    for (var kind : WordKind.values()) {
      names.add(kind.name().toLowerCase(Locale.ROOT));
    }
    for (var kind : WordKind.values()) {
      names.add("begins with " + kind.name().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(names);
  }
}
