package io.sluice.exchange.asked;

/**
 * Beginning and end of a text that is longer than sentence models read.
 *
 * <p>People put the request before what it is about, or after it; a model that cuts a text at its
 * end reads the second kind wrongly.
 */
final class Gist {

  /**
   * What is left of a long text, in characters of English: together less than the 256 tokens that a
   * model reads by default.
   */
  private static final int BEGINNING = 500;

  private static final int END = 400;

  /** A letter of another script is a token, one of English about a quarter. */
  private static final int WEIGHT_OF_OTHERS = 4;

  /** How far a cut moves to fall between words. */
  private static final int LONGEST_WORD = 40;

  private static final String GAP = " … ";

  private Gist() {}

  static String of(String text) {
    int head = forward(text, BEGINNING);
    int tail = backward(text, head);
    return tail <= head
        ? text
        : text.substring(0, atWord(text, head, -1)) + GAP + text.substring(atWord(text, tail, 1));
  }

  private static int forward(String text, int budget) {
    int i = 0;
    for (int left = budget; i < text.length() && left > 0; i++) {
      left -= weight(text.charAt(i));
    }
    return i;
  }

  /** Stops at {@code from}: what is before it is kept anyway. */
  private static int backward(String text, int from) {
    int i = text.length();
    for (int left = END; i > from && left > 0; i--) {
      left -= weight(text.charAt(i - 1));
    }
    return i;
  }

  private static int weight(char c) {
    return c < 0x250 ? 1 : WEIGHT_OF_OTHERS;
  }

  private static int atWord(String text, int cut, int step) {
    for (int i = cut, tried = 0; tried < LONGEST_WORD; i += step, tried++) {
      if (i <= 0 || i >= text.length() || Character.isWhitespace(text.charAt(i))) {
        return Math.clamp(i, 0, text.length());
      }
    }
    // A text without spaces; no letter of two halves is cut.
    return Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut;
  }
}
