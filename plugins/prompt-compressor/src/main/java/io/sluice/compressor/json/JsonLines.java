package io.sluice.compressor.json;

import java.util.ArrayList;
import java.util.List;

/** Newline-delimited JSON: lines that are an object or array each. */
public final class JsonLines {

  private JsonLines() {}

  /**
   * Returns the value of each line, without the white space around it, if every line that is not
   * blank is one object or array and there are at least two; else nothing.
   */
  public static List<Span> in(String text, int start, int end) {
    var scanner = new JsonScanner(text, end, JsonScanner.Listener.NONE);
    var lines = new ArrayList<Span>();
    int line = start;
    while (line < end) {
      int newline = text.indexOf('\n', line);
      int lineEnd = newline < 0 || newline > end ? end : newline;
      int first = JsonLexer.skipBlank(text, line, lineEnd);
      if (first < lineEnd) {
        int after = isOpening(text.charAt(first)) ? scanner.read(first) : -1;
        if (after < 0 || after > lineEnd || JsonLexer.skipBlank(text, after, lineEnd) < lineEnd) {
          return List.of();
        }
        lines.add(new Span(first, after));
      }
      line = lineEnd + 1;
    }
    return lines.size() < 2 ? List.of() : lines;
  }

  private static boolean isOpening(char c) {
    return c == '{' || c == '[';
  }
}
