package io.sluice.compressor.layout;

/**
 * Lines of values between commas, semicolons, tabs or bars: a line is a unit, the first its head.
 */
final class DelimitedTable implements Block {

  private static final String DELIMITERS = "\t,;|";
  private static final int FEWEST_ROWS = 3;

  /** The mean length of a value, in characters; sentences with commas are longer. */
  private static final int LONGEST_VALUE = 30;

  @Override
  public boolean begins(Page page, int line) {
    return delimiter(page, line) != 0;
  }

  @Override
  public boolean interrupts() {
    return false;
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    var sketch = page.sketch();
    char delimiter = delimiter(page, line);
    int columns = count(page, line, delimiter);
    sketch.paragraph();
    sketch.beginTable();
    int row = line;
    if (isHead(page, line)) {
      sketch.open(lines.start(line), lines.end(line), lines.string(line).replace(delimiter, ' '));
      row++;
    } else {
      sketch.open();
    }
    while (isRow(page, row, delimiter, columns)) {
      sketch.unit(lines.start(row), lines.end(row));
      row++;
    }
    sketch.close();
    sketch.endBlock();
    sketch.paragraph();
    return row;
  }

  /** Returns what the first rows have between their values, or 0 if that is not the same. */
  private static char delimiter(Page page, int line) {
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char delimiter = DELIMITERS.charAt(i);
      int columns = count(page, line, delimiter);
      int length = page.lines().length(line);
      boolean enough = columns >= (delimiter == '\t' ? 1 : 2);
      if (enough
          && length <= LONGEST_VALUE * (columns + 1)
          && isRow(page, line + 1, delimiter, columns)
          && isRow(page, line + FEWEST_ROWS - 1, delimiter, columns)
          && !isSentence(page, line, delimiter)
          && !isSentence(page, line + 1, delimiter)) {
        return delimiter;
      }
    }
    return 0;
  }

  private static boolean isRow(Page page, int line, char delimiter, int columns) {
    return line < page.lines().count()
        && page.lines().isPlain(line)
        && count(page, line, delimiter) == columns;
  }

  /** Sentences have a space behind each comma, and values seldom have. */
  private static boolean isSentence(Page page, int line, char delimiter) {
    var lines = page.lines();
    return delimiter != '\t'
        && delimiter != '|'
        && page.text().indexOf(delimiter + " ", lines.first(line)) >= 0
        && page.text().substring(lines.first(line), lines.end(line)).contains(delimiter + " ")
        && ".!?;{".indexOf(lines.tail(line)) >= 0;
  }

  /** Returns how many delimiters stand in a line outside quotes. */
  private static int count(Page page, int line, char delimiter) {
    var lines = page.lines();
    int count = 0;
    boolean quoted = false;
    for (int at = lines.first(line); at < lines.end(line); at++) {
      char c = page.text().charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        count++;
      }
    }
    return quoted ? -1 : count;
  }

  /** A head has no numbers for values. */
  private static boolean isHead(Page page, int line) {
    var lines = page.lines();
    boolean value = true;
    for (int at = lines.first(line); at < lines.end(line); at++) {
      char c = page.text().charAt(at);
      if (value && (Character.isDigit(c) || c == '-')) {
        return false;
      }
      value = DELIMITERS.indexOf(c) >= 0;
    }
    return true;
  }
}
