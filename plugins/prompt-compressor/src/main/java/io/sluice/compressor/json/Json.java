package io.sluice.compressor.json;

/**
 * Whether a stretch of a text is JSON, and how it is written shortest.
 *
 * <p>Strictly by RFC 8259; containers to a depth of 512. Linear in the stretch. Thread-safe.
 */
public final class Json {

  private Json() {}

  /** Returns whether the whole text is one value, white space around it allowed. */
  public static boolean isValue(String text) {
    return isValue(text, 0, text.length());
  }

  /** Returns whether a stretch is one value, white space around it allowed. */
  public static boolean isValue(String text, int start, int end) {
    int end1 = endOfValue(text, JsonLexer.skipBlank(text, start, end), end);
    return end1 >= 0 && JsonLexer.skipBlank(text, end1, end) == end;
  }

  /**
   * Returns whether a stretch is one object or array, white space around it allowed: a lone number
   * or quoted word is JSON too, but seldom meant.
   */
  public static boolean isContainer(String text, int start, int end) {
    int first = JsonLexer.skipBlank(text, start, end);
    return first < end
        && (text.charAt(first) == '{' || text.charAt(first) == '[')
        && isValue(text, first, end);
  }

  /** Returns the index after the value that begins at {@code start}, or -1 where there is none. */
  public static int endOfValue(String text, int start, int limit) {
    return new JsonScanner(text, limit, JsonScanner.Listener.NONE).read(start);
  }

  /**
   * Writes a valid stretch without its insignificant white space; every string, number and literal
   * as it was written, in the same order.
   */
  public static void minify(String text, int start, int end, StringBuilder to) {
    write(text, start, end, false, to);
  }

  /**
   * Writes a valid stretch as {@link #minify} does, but leaves a blank between a key and its value
   * where there was white space: a pair is then found as people write it.
   */
  public static void tidy(String text, int start, int end, StringBuilder to) {
    write(text, start, end, true, to);
  }

  private static void write(
      String text, int start, int end, boolean blankAfterKeys, StringBuilder to) {
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      if (c == '"') {
        int after = JsonLexer.string(text, i, end);
        to.append(text, i, after);
        i = after;
      } else {
        if (!JsonLexer.isBlank(c)) {
          to.append(c);
          if (blankAfterKeys && c == ':' && i + 1 < end && JsonLexer.isBlank(text.charAt(i + 1))) {
            to.append(' ');
          }
        }
        i++;
      }
    }
  }

  /** Returns a valid text without its insignificant white space. */
  public static String minify(String text) {
    var to = new StringBuilder(text.length());
    minify(text, 0, text.length(), to);
    return to.toString();
  }
}
