package io.sluice.compressor.lossless;

/** Walks over characters of a kind. */
final class Chars {

  private Chars() {}

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the index after the spaces and tabs that stand from {@code from} on. */
  static int skipBlank(String text, int from, int end) {
    int i = from;
    while (i < end && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns the index of the first of the spaces and tabs that stand before {@code end}. */
  static int skipBlankBack(String text, int start, int end) {
    int i = end;
    while (i > start && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /** Returns the index after the run of one character. */
  static int skip(String text, int from, int end, char c) {
    int i = from;
    while (i < end && text.charAt(i) == c) {
      i++;
    }
    return i;
  }

  /** Returns the index after the ASCII digits. */
  static int skipDigits(String text, int from, int end) {
    int i = from;
    while (i < end && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
