package io.sluice.compressor.layout;

/** White space of any script; what is invisible but no space counts as text. */
final class Space {

  private Space() {}

  static boolean is(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == '\u0085'
        || c == '\u00a0'
        || c == '\u3000'
        || (c >= '\u2000' && c <= '\u200a')
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u202f';
  }

  /** Returns the first index from {@code from} on that holds no space, at most {@code to}. */
  static int skip(String text, int from, int to) {
    int at = from;
    while (at < to && is(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns the end of what stands before {@code to} without the space behind it. */
  static int trim(String text, int from, int to) {
    int at = to;
    while (at > from && is(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Returns how many line feeds stand between; 2 stands for more. */
  static int lineFeeds(String text, int from, int to) {
    int count = 0;
    for (int at = from; at < to && count < 2; at++) {
      if (text.charAt(at) == '\n') {
        count++;
      }
    }
    return count;
  }
}
