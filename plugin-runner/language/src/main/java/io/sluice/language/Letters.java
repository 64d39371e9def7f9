package io.sluice.language;

import java.lang.Character.UnicodeScript;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The letters of a text, and what they say by themselves of its language. */
final class Letters {

  /** A sentence in these scripts has a third of the signs of one in letters. */
  private static final int OF_A_SYLLABLE = 3;

  /** Kana are at least this share of Japanese, and of Chinese that quotes it less. */
  private static final double KANA = 0.1;

  /** Scripts of which one language is nearly all that is written in them. */
  private static final Map<UnicodeScript, String> ALONE =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(UnicodeScript.HAN, "zh"),
              Map.entry(UnicodeScript.HIRAGANA, "ja"),
              Map.entry(UnicodeScript.KATAKANA, "ja"),
              Map.entry(UnicodeScript.HANGUL, "ko"),
              Map.entry(UnicodeScript.THAI, "th"),
              Map.entry(UnicodeScript.LAO, "lo"),
              Map.entry(UnicodeScript.KHMER, "km"),
              Map.entry(UnicodeScript.MYANMAR, "my"),
              Map.entry(UnicodeScript.HEBREW, "he"),
              Map.entry(UnicodeScript.GREEK, "el"),
              Map.entry(UnicodeScript.ARMENIAN, "hy"),
              Map.entry(UnicodeScript.GEORGIAN, "ka"),
              Map.entry(UnicodeScript.BENGALI, "bn"),
              Map.entry(UnicodeScript.TAMIL, "ta"),
              Map.entry(UnicodeScript.TELUGU, "te"),
              Map.entry(UnicodeScript.KANNADA, "kn"),
              Map.entry(UnicodeScript.MALAYALAM, "ml"),
              Map.entry(UnicodeScript.GUJARATI, "gu"),
              Map.entry(UnicodeScript.GURMUKHI, "pa"),
              Map.entry(UnicodeScript.ORIYA, "or"),
              Map.entry(UnicodeScript.SINHALA, "si"),
              Map.entry(UnicodeScript.TIBETAN, "bo"),
              Map.entry(UnicodeScript.ETHIOPIC, "am")));

  private final Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
  private int total;
  private int signs;

  private Letters() {}

  static Letters of(String text) {
    var letters = new Letters();
    text.codePoints().forEach(letters::count);
    return letters;
  }

  private void count(int codePoint) {
    if (Character.isWhitespace(codePoint)) {
      return;
    }
    signs++;
    // Marks: half of what is written in Devanagari or Thai.
    if (Character.isLetter(codePoint) || isMark(codePoint)) {
      var script = UnicodeScript.of(codePoint);
      total++;
      counts.merge(script, isSyllable(script) ? OF_A_SYLLABLE : 1, Integer::sum);
    }
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isSyllable(UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, ETHIOPIC -> true;
      default -> false;
    };
  }

  /** Returns the letters, a syllable for several. */
  int weight() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns which share of all that is not a space letters are, 0 to 1. */
  double share() {
    return signs == 0 ? 0 : (double) total / signs;
  }

  /** Returns the language that the script of most letters is enough to tell; of some letters. */
  Optional<String> language() {
    var most = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    if (most == UnicodeScript.HAN && kana() >= KANA * (kana() + count(UnicodeScript.HAN))) {
      return Optional.of("ja");
    }
    return Optional.ofNullable(ALONE.get(most));
  }

  private int kana() {
    return count(UnicodeScript.HIRAGANA) + count(UnicodeScript.KATAKANA);
  }

  private int count(UnicodeScript script) {
    return counts.getOrDefault(script, 0);
  }
}
