package io.sluice.compressor.lossless;

/** Tells what a line is, from the lines before it. Told of each line of a text in order. */
final class LineReader {

  private static final String[] CLOSINGS = {"</pre", "</script", "</style", "</textarea"};
  private static final String[] TRIPLE_QUOTES = {"\"\"\"", "'''"};

  private final String text;
  private final boolean mayHaveElements;
  private final boolean mayHaveTripleQuotes;

  private char fence;
  private int fenceLength;
  private String closing = "";
  private int factored;
  private boolean continues;

  LineReader(String text) {
    this.text = text;
    this.mayHaveElements = text.contains("</");
    this.mayHaveTripleQuotes = text.contains(TRIPLE_QUOTES[0]) || text.contains(TRIPLE_QUOTES[1]);
  }

  /** Returns whether the line last told belongs to the block of the one before it. */
  boolean continues() {
    return continues;
  }

  LineKind kind(int start, int end) {
    continues = true;
    if (factored > 0) {
      factored--;
      return LineKind.FACTORED;
    }
    if (fenceLength > 0) {
      closeFence(start, end);
      return LineKind.VERBATIM;
    }
    if (!closing.isEmpty()) {
      if (find(closing, start, end) >= 0) {
        closing = "";
      }
      return LineKind.VERBATIM;
    }
    continues = false;
    return first(start, end);
  }

  private LineKind first(int start, int end) {
    int first = Chars.skipBlank(text, start, end);
    if (first == end) {
      return LineKind.BLANK;
    }
    if (opensFence(first, end) || opensElement(first, end) || opensTripleQuote(first, end)) {
      return LineKind.VERBATIM;
    }
    factored = LogGroup.linesAfter(text, start, end);
    if (factored > 0) {
      return LineKind.FACTORED;
    }
    if (text.charAt(first) == '|') {
      return LineKind.TABLE;
    }
    boolean indented = first - start >= 4 || text.indexOf('\t', start, first) >= 0;
    return indented ? LineKind.INDENTED : LineKind.PROSE;
  }

  private boolean opensFence(int first, int end) {
    char c = text.charAt(first);
    if (c != '`' && c != '~') {
      return false;
    }
    int after = Chars.skip(text, first, end, c);
    if (after - first < 3 || (c == '`' && text.indexOf('`', after, end) >= 0)) {
      return false;
    }
    fence = c;
    fenceLength = after - first;
    return true;
  }

  private void closeFence(int start, int end) {
    int first = Chars.skipBlank(text, start, end);
    int after = Chars.skip(text, first, end, fence);
    if (after - first >= fenceLength && Chars.skipBlank(text, after, end) == end) {
      fenceLength = 0;
    }
  }

  private boolean opensElement(int first, int end) {
    if (!mayHaveElements) {
      return false;
    }
    int from = text.indexOf('<', first, end);
    while (from >= 0) {
      if (closing.isEmpty()) {
        closing = closingOf(from);
      } else if (text.regionMatches(true, from, closing, 0, closing.length())) {
        closing = "";
      }
      from = text.indexOf('<', from + 1, end);
    }
    return !closing.isEmpty();
  }

  private String closingOf(int from) {
    for (var end : CLOSINGS) {
      if (text.regionMatches(true, from + 1, end, 2, end.length() - 2)) {
        return end;
      }
    }
    return "";
  }

  private boolean opensTripleQuote(int first, int end) {
    if (!mayHaveTripleQuotes) {
      return false;
    }
    for (var quote : TRIPLE_QUOTES) {
      int count = 0;
      int at = text.indexOf(quote, first, end);
      while (at >= 0) {
        count++;
        at = text.indexOf(quote, at + 3, end);
      }
      if (count % 2 == 1) {
        closing = quote;
        return true;
      }
    }
    return false;
  }

  private int find(String wanted, int from, int end) {
    for (int i = from; i <= end - wanted.length(); i++) {
      if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
        return i;
      }
    }
    return -1;
  }
}
