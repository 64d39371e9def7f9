package io.sluice.compressor.text;

/**
 * How much of a word is left without its ending; in lower case and without accents.
 *
 * <p>One list for English, German, Spanish and their neighbours, the longest ending first. What it
 * does to a word need not be right: only alike for what is alike.
 */
final class Stem {

  private static final int SHORTEST = 4;

  private static final int[][] ENDINGS = {
    of("ungen"),
    of("ings"),
    of("ing"),
    of("ung"),
    of("ern"),
    of("ies"),
    of("ed"),
    of("es"),
    of("en"),
    of("er"),
    of("em"),
    of("as"),
    of("os"),
    of("s"),
    of("e"),
    of("n"),
    of("o"),
    of("a"),
    of("y")
  };

  private Stem() {}

  /** Returns how many letters to keep of a word's code points. */
  static int length(int[] letters, int length) {
    if (length <= SHORTEST || letters[0] > 'z') {
      return length;
    }
    for (var ending : ENDINGS) {
      int rest = length - ending.length;
      if (rest >= SHORTEST && ends(letters, rest, ending)) {
        return rest;
      }
    }
    return length;
  }

  private static boolean ends(int[] letters, int from, int[] ending) {
    for (int i = ending.length - 1; i >= 0; i--) {
      if (letters[from + i] != ending[i]) {
        return false;
      }
    }
    return true;
  }

  private static int[] of(String ending) {
    return ending.chars().toArray();
  }
}
