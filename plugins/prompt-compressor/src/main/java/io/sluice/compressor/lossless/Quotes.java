package io.sluice.compressor.lossless;

import java.util.Arrays;

/**
 * What stands between quotes or backticks in a line, in any of the usual pairs of signs.
 *
 * <p>Reused from line to line; not thread-safe. Linear: a sign that is not closed ends the reading.
 */
final class Quotes {

  private static final String OPENING = "\"`“„«»‹›「『";

  /** Beside each opening sign those that close it. */
  private static final String[] CLOSING = {"\"", "`", "”", "“”", "»", "«", "›", "‹", "」", "』"};

  private int[] spans = new int[32];
  private int size;
  private boolean balanced;

  /** Reads a line. Returns whether every quotation that begins in it ends in it. */
  boolean read(String text, int start, int end) {
    size = 0;
    balanced = true;
    boolean mayBeSingle = true;
    int i = start;
    while (i < end && balanced) {
      char c = text.charAt(i);
      int after = i + 1;
      if (c == '\'') {
        if (mayBeSingle && opensSingle(text, i, start, end)) {
          int close = closeSingle(text, i + 1, end);
          mayBeSingle = close >= 0;
          after = close >= 0 ? add(i, close + 1) : after;
        }
      } else if (c == '"' || c == '`' || c > 0x7f) {
        after = quoted(text, i, end);
      }
      i = after;
    }
    return balanced;
  }

  /** Returns the index after the quotation that begins at {@code i}, or the next index. */
  private int quoted(String text, int i, int end) {
    char c = text.charAt(i);
    int kind = OPENING.indexOf(c);
    if (kind < 0) {
      balanced = c != '”' && c != '」' && c != '』';
      return i + 1;
    }
    int close = i + 1;
    while (close < end && CLOSING[kind].indexOf(text.charAt(close)) < 0) {
      close++;
    }
    balanced = close < end;
    return balanced ? add(i, close + 1) : end;
  }

  private int add(int start, int end) {
    if (size == spans.length) {
      spans = Arrays.copyOf(spans, size * 2);
    }
    spans[size++] = start;
    spans[size++] = end;
    return end;
  }

  private static boolean opensSingle(String text, int i, int start, int end) {
    return (i == start || !Character.isLetterOrDigit(text.charAt(i - 1)))
        && i + 1 < end
        && !Character.isWhitespace(text.charAt(i + 1));
  }

  private static int closeSingle(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text.charAt(i) == '\''
          && !Character.isWhitespace(text.charAt(i - 1))
          && (i + 1 == end || !Character.isLetterOrDigit(text.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  /** Returns whether any of a stretch stands in a quotation of the line read. */
  boolean touch(int from, int to) {
    int low = 0;
    int high = size / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans[middle * 2 + 1] <= from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size / 2 && spans[low * 2] < to;
  }
}
