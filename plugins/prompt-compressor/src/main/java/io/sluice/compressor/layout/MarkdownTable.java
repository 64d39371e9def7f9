package io.sluice.compressor.layout;

/** A table between bars: a row is a unit, and its head stays if a row does. */
final class MarkdownTable implements Block {

  @Override
  public boolean begins(Page page, int line) {
    var lines = page.lines();
    if (!hasBar(page, line)) {
      return false;
    }
    boolean framed = lines.head(line) == '|' && lines.tail(line) == '|';
    boolean more = line + 1 < lines.count() && lines.isPlain(line + 1) && hasBar(page, line + 1);
    return more && ((framed && lines.head(line + 1) == '|') || isRule(page, line + 1));
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    var sketch = page.sketch();
    sketch.paragraph();
    sketch.beginTable();
    boolean headed = isRule(page, line + 1);
    int row = headed ? line + 2 : line;
    if (headed) {
      sketch.open(lines.start(line), lines.end(line + 1), lines.string(line).replace('|', ' '));
    } else {
      sketch.open();
    }
    while (row < lines.count() && lines.isPlain(row) && hasBar(page, row)) {
      sketch.unit(lines.start(row), lines.end(row));
      row++;
    }
    sketch.close();
    sketch.endBlock();
    sketch.paragraph();
    return row;
  }

  private static boolean hasBar(Page page, int line) {
    var lines = page.lines();
    if (lines.head(line) == '|') {
      return true;
    }
    int bar = page.text().indexOf('|', lines.first(line), lines.end(line));
    return bar >= 0;
  }

  /** {@code |---|:-:|}. */
  private static boolean isRule(Page page, int line) {
    var lines = page.lines();
    boolean dash = false;
    boolean bar = false;
    for (int at = lines.first(line); at < lines.end(line); at++) {
      char c = page.text().charAt(at);
      if ("|-: \t".indexOf(c) < 0) {
        return false;
      }
      dash |= c == '-';
      bar |= c == '|';
    }
    return dash && bar;
  }
}
