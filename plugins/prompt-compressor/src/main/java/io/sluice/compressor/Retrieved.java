package io.sluice.compressor;

import java.util.List;
import java.util.Locale;

/** How templates of retrieval mark the documents that they put into a prompt. */
final class Retrieved {

  /** What begins a line before a document, in lower case. */
  private static final List<String> MARKS =
      List.of(
          "<document",
          "<doc",
          "<context",
          "<source",
          "<search_result",
          "<retrieved",
          "document [",
          "document 1",
          "[document",
          "[1]",
          "source:",
          "source 1",
          "context:",
          "### context",
          "passage 1",
          "search results:");

  private static final int LONGEST = 20;

  private Retrieved() {}

  /** Returns whether a text holds documents that are marked as such. */
  static boolean is(String text) {
    for (int line = 0; line >= 0 && line < text.length(); line = next(text, line)) {
      int end = Math.min(text.length(), line + LONGEST);
      var head = text.substring(line, end).stripLeading().toLowerCase(Locale.ROOT);
      if (MARKS.stream().anyMatch(head::startsWith)) {
        return true;
      }
    }
    return false;
  }

  private static int next(String text, int line) {
    int end = text.indexOf('\n', line);
    return end < 0 ? -1 : end + 1;
  }
}
