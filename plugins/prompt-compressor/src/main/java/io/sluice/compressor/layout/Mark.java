package io.sluice.compressor.layout;

import org.jspecify.annotations.Nullable;

/**
 * A tag by which an author says what may be compressed.
 *
 * @param end index after its last character
 */
record Mark(Kind kind, boolean closing, int start, int end, MarkAttributes attributes) {

  enum Kind {
    /** What is inside stays. */
    KEEP("keep"),
    /** What is inside may be compressed, and where this mark stands nothing else. */
    LINGUA("llmlingua");

    private final String name;

    Kind(String name) {
      this.name = name;
    }
  }

  /** No mark is longer, in characters. */
  private static final int LONGEST = 1_000;

  /** Returns the mark that begins at a {@code <}, or null where none does. */
  static @Nullable Mark at(String text, int start) {
    int at = start + 1;
    boolean closing = at < text.length() && text.charAt(at) == '/';
    at += closing ? 1 : 0;
    for (var kind : Kind.values()) {
      if (text.regionMatches(true, at, kind.name, 0, kind.name.length())) {
        int behind = at + kind.name.length();
        int end = end(text, behind);
        if (end < 0 || !isNameEnd(text.charAt(behind))) {
          return null;
        }
        var attributes = MarkAttributes.of(text.substring(behind, end - 1));
        return new Mark(kind, closing, start, end, attributes);
      }
    }
    return null;
  }

  private static boolean isNameEnd(char c) {
    return c == '>' || c == ',' || Space.is(c);
  }

  /** Returns the index after the bracket that closes it, quoted ones left aside, or -1. */
  private static int end(String text, int from) {
    char quote = 0;
    for (int at = from; at < text.length() && at - from < LONGEST; at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      } else if (c == '<') {
        return -1;
      }
    }
    return -1;
  }
}
