package io.sluice.compressor.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the JSON that stands in a text between other things.
 *
 * <p>A block is an object or array that begins a line, indented or not, and ends one; so it stands
 * in a fence, after a heading, or as a line among lines. Linear, whatever the text: what a failed
 * reading learnt of the containers within is not read again.
 */
public final class JsonBlocks {

  private final String text;
  private final int limit;
  private final JsonScanner scanner;
  private final List<Span> found = new ArrayList<>();

  /** Starts of containers, ascending, that are known not to end. */
  private int[] unended = {};

  private JsonBlocks(String text, int limit) {
    this.text = text;
    this.limit = limit;
    this.scanner = new JsonScanner(text, limit, JsonScanner.Listener.NONE);
  }

  /** Returns the blocks of a text in order; none within another. */
  public static List<Span> in(String text) {
    return in(text, 0, text.length());
  }

  /** Returns the blocks of a stretch, which begins and ends a line, in order. */
  public static List<Span> in(String text, int start, int end) {
    var blocks = new JsonBlocks(text, end);
    blocks.find(start);
    return blocks.found;
  }

  private void find(int from) {
    int line = from;
    while (line < limit) {
      int first = skipIndent(line);
      int end = first < limit && opens(text.charAt(first)) ? block(first) : -1;
      line = afterLine(end < 0 ? first : end);
    }
  }

  /** Returns the end of the value that begins at {@code first}, -1 where none does. */
  private int block(int first) {
    if (Arrays.binarySearch(unended, first) >= 0) {
      return -1;
    }
    int end = scanner.read(first);
    if (end < 0) {
      unended = new int[scanner.openContainers()];
      Arrays.setAll(unended, scanner::openContainer);
      return -1;
    }
    if (endsLine(end)) {
      found.add(new Span(first, end));
    }
    return end;
  }

  private static boolean opens(char c) {
    return c == '{' || c == '[';
  }

  private boolean endsLine(int at) {
    int i = skipIndent(at);
    return i == limit || text.charAt(i) == '\n' || text.charAt(i) == '\r';
  }

  private int skipIndent(int from) {
    int i = from;
    while (i < limit && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private int afterLine(int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 || newline >= limit ? limit : newline + 1;
  }
}
