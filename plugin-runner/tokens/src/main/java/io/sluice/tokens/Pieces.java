package io.sluice.tokens;

import static io.sluice.tokens.Characters.LETTER;
import static io.sluice.tokens.Characters.NEWLINE;
import static io.sluice.tokens.Characters.NUMBER;
import static io.sluice.tokens.Characters.SPACE;

/**
 * How an encoding cuts text into pieces before it looks for tokens.
 *
 * <p>Each is the encoding's published pattern, written out: a regular expression backtracks over
 * long runs, and Java's {@code \s} does not know U+0085.
 */
abstract sealed class Pieces permits O200kPieces, Cl100kPieces, R50kPieces {

  /**
   * Returns where the piece ends that begins at a place, always behind it.
   *
   * @param text valid UTF-8
   */
  abstract int end(byte[] text, int at);

  static int skip(byte[] text, int from, int kinds, int most) {
    int at = from;
    for (int i = 0; i < most && at < text.length && is(text, at, kinds); i++) {
      at += Characters.length(text, at);
    }
    return at;
  }

  static int skip(byte[] text, int from, int kinds) {
    return skip(text, from, kinds, Integer.MAX_VALUE);
  }

  /** Returns where a run ends that has no spaces, letters or numbers. */
  static int skipSymbols(byte[] text, int from) {
    int at = from;
    while (at < text.length && isSymbol(text, at)) {
      at += Characters.length(text, at);
    }
    return at;
  }

  static boolean is(byte[] text, int at, int kinds) {
    return at < text.length && (Characters.kind(text, at) & kinds) != 0;
  }

  static boolean isSymbol(byte[] text, int at) {
    return at < text.length && (Characters.kind(text, at) & (SPACE | LETTER | NUMBER)) == 0;
  }

  /** A run of spaces leaves its last one to what follows it. */
  static int spaces(byte[] text, int from) {
    int last = from;
    int at = from;
    while (is(text, at, SPACE)) {
      last = at;
      at += Characters.length(text, at);
    }
    return at == text.length || last == from ? at : last;
  }

  /** As {@link #spaces}, but a run with line ends is cut behind the last of them. */
  static int spacesAndLines(byte[] text, int from) {
    int behindNewline = from;
    int at = from;
    for (int kind; at < text.length && ((kind = Characters.kind(text, at)) & SPACE) != 0; ) {
      at += Characters.length(text, at);
      if ((kind & NEWLINE) != 0) {
        behindNewline = at;
      }
    }
    return behindNewline > from ? behindNewline : spaces(text, from);
  }

  /** Returns where an English contraction ends ({@code 's}, {@code 'LL}); its begin if none. */
  static int contraction(byte[] text, int at, boolean anyCase) {
    if (at + 1 >= text.length || text[at] != '\'') {
      return at;
    }
    int first = letter(text, at + 1, anyCase);
    // The long s folds to an s.
    if (anyCase
        && at + 2 < text.length
        && text[at + 1] == (byte) 0xC5
        && text[at + 2] == (byte) 0xBF) {
      return at + 3;
    }
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return at + 2;
    }
    if (at + 2 >= text.length) {
      return at;
    }
    int second = letter(text, at + 2, anyCase);
    boolean two =
        (first == 'r' && second == 'e')
            || (first == 'v' && second == 'e')
            || (first == 'l' && second == 'l');
    return two ? at + 3 : at;
  }

  private static int letter(byte[] text, int at, boolean anyCase) {
    int letter = text[at];
    return anyCase && letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }
}
