package io.sluice.compressor.lossless;

/**
 * Prose without trailing blanks, without more than one blank line in a row and without more than
 * one space in a row.
 *
 * <p>Keeps the indentation of every line, hard line breaks of Markdown (two blanks at the end of a
 * line that another follows), columns that stand under each other, and every blank in code, tables,
 * quotes, and lines that may be code.
 */
final class WhiteSpaceStep implements Step.OfOneText {

  @Override
  public void apply(Draft draft) {
    var lines = draft.lines();
    var spaces = new Spaces(draft);
    int line = 0;
    while (line < lines.count()) {
      if (lines.is(line, LineKind.BLANK)) {
        int end = line;
        while (end < lines.count() && lines.is(end, LineKind.BLANK)) {
          end++;
        }
        blankLines(draft, line, end);
        line = end;
      } else {
        int end = line;
        while (end < lines.count() && !lines.is(end, LineKind.BLANK)) {
          end++;
        }
        spaces.paragraph(line, end);
        line = end;
      }
    }
  }

  private static void blankLines(Draft draft, int first, int end) {
    var lines = draft.lines();
    boolean besideCode =
        (first > 0 && lines.is(first - 1, LineKind.INDENTED))
            || (end < lines.count() && lines.is(end, LineKind.INDENTED));
    if (besideCode) {
      return;
    }
    // The last line of a text has no break: what stands there is the text's edge.
    int last = end == lines.count() ? end - 1 : end;
    if (last > first) {
      draft.delete(lines.start(first), lines.end(first));
    }
    if (last > first + 1) {
      draft.delete(lines.start(first + 1), lines.start(last));
    }
  }
}
