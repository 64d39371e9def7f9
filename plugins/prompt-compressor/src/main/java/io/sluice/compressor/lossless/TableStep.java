package io.sluice.compressor.lossless;

/**
 * Markdown tables without the padding of their columns.
 *
 * <p>Keeps every cell and the alignment of every column. Where a row has no delimiter row beneath
 * its head, nothing changes.
 */
final class TableStep implements Step.OfOneText {

  @Override
  public void apply(Draft draft) {
    var lines = draft.lines();
    var quotes = new Quotes();
    int line = 0;
    while (line < lines.count()) {
      int end = line;
      while (end < lines.count() && lines.is(end, LineKind.TABLE)) {
        end++;
      }
      if (end > line + 1 && isDelimiter(draft.text(), lines.start(line + 1), lines.end(line + 1))) {
        for (int row = line; row < end; row++) {
          shrink(draft, row, row == line + 1, quotes);
        }
      }
      line = end + 1;
    }
  }

  private static boolean isDelimiter(String text, int start, int end) {
    boolean dash = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      dash |= c == '-';
      if (c != '|' && c != '-' && c != ':' && !Chars.isBlank(c)) {
        return false;
      }
    }
    return dash;
  }

  private static void shrink(Draft draft, int row, boolean delimiter, Quotes quotes) {
    String text = draft.text();
    int start = draft.lines().start(row);
    int end = draft.lines().end(row);
    if (!delimiter && !quotes.read(text, start, end)) {
      return;
    }
    if (delimiter) {
      shrinkDelimiter(draft, start, end);
      return;
    }
    int bar = text.indexOf('|', start, end);
    int gap = bar;
    while (bar >= 0) {
      if (text.charAt(bar - (bar > 0 ? 1 : 0)) != '\\' && !quotes.touch(bar, bar + 1)) {
        int before = Math.max(gap, Chars.skipBlankBack(text, start, bar));
        shrinkBlank(draft, before, bar, start);
        gap = Chars.skipBlank(text, bar + 1, end);
        shrinkBlank(draft, bar + 1, gap, start);
      }
      bar = text.indexOf('|', bar + 1, end);
    }
  }

  /** Makes one blank of several; those that indent the row stay. */
  private static void shrinkBlank(Draft draft, int from, int to, int rowStart) {
    if (to - from > 1 && from > rowStart) {
      draft.delete(from + 1, to);
    }
  }

  private static void shrinkDelimiter(Draft draft, int start, int end) {
    String text = draft.text();
    int i = Chars.skipBlank(text, start, end);
    while (i < end) {
      int after = i + 1;
      if (text.charAt(i) == '-') {
        after = Chars.skip(text, i, end, '-');
        if (after - i > 3) {
          draft.delete(i + 3, after);
        }
      } else if (Chars.isBlank(text.charAt(i))) {
        after = Chars.skipBlank(text, i, end);
        draft.delete(i, after);
      }
      i = after;
    }
  }
}
