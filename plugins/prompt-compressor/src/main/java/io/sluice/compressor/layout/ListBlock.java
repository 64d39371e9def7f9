package io.sluice.compressor.layout;

/**
 * A list: an item is a unit, and what is nested below it keeps it.
 *
 * <p>The space between items, their signs and their numbers stay as they are written.
 */
final class ListBlock implements Block {

  /** An item that is longer, in characters, is taken apart by its sentences. */
  private static final int LONG = 400;

  private static final int DEEPEST = 16;

  @Override
  public boolean begins(Page page, int line) {
    return markerEnd(page.lines(), line) > 0;
  }

  @Override
  public int draw(Page page, int line) {
    page.sketch().paragraph();
    int behind = new Items(page).draw(line);
    page.sketch().paragraph();
    return behind;
  }

  /** Returns the index behind the sign or number of an item and the space there, or 0. */
  static int markerEnd(Lines lines, int line) {
    int end = lines.end(line);
    int first = lines.first(line);
    if (first + 1 >= end) {
      return 0;
    }
    var text = lines.text();
    char head = text.charAt(first);
    int at = first + 1;
    if ("-*+•‣◦–▪●○■".indexOf(head) < 0) {
      at = number(text, first, end);
      if (at == 0 || ".)、".indexOf(text.charAt(at)) < 0) {
        return 0;
      }
      boolean wide = text.charAt(at) == '、';
      at++;
      if (wide) {
        return at < end ? at : 0;
      }
    }
    return at < end && Space.is(text.charAt(at)) ? Space.skip(text, at, end) : 0;
  }

  /** Returns the end of digits, a letter or a bracket before one of them; 0 where none is. */
  private static int number(String text, int first, int end) {
    int start = text.charAt(first) == '(' ? first + 1 : first;
    int at = start;
    while (at < end && at - start < 3 && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start && at + 1 < end && Character.isLowerCase(text.charAt(at))) {
      at++;
    }
    return at > start && at < end ? at : 0;
  }

  /** The items of one list while they are drawn. */
  private static final class Items {

    private final Page page;
    private final Lines lines;
    private final Sketch sketch;
    private final Ints indents = new Ints();

    Items(Page page) {
      this.page = page;
      this.lines = page.lines();
      this.sketch = page.sketch();
    }

    int draw(int first) {
      int line = first;
      int behind = first;
      while (line < lines.count()) {
        if (lines.isBlank(line)) {
          line++;
        } else if (isItem(line)) {
          line = item(line);
          behind = line;
        } else if (line > behind && isFurther(line)) {
          line = Prose.draw(page, line);
          behind = line;
        } else {
          break;
        }
      }
      while (indents.size() > 0) {
        indents.removeLast();
        sketch.close();
      }
      return behind;
    }

    private boolean isItem(int line) {
      return lines.isPlain(line) && !page.isSeparator(line) && markerEnd(lines, line) > 0;
    }

    /** A paragraph that is set below an item, behind a blank line. */
    private boolean isFurther(int line) {
      return indents.size() > 0
          && page.goesOn(line)
          && lines.indent(line) > Math.max(1, indents.last());
    }

    private int item(int line) {
      int indent = lines.indent(line);
      while (indents.size() > 0 && (indents.last() >= indent || indents.size() == DEEPEST)) {
        indents.removeLast();
        sketch.close();
      }
      int behind = line + 1;
      while (page.goesOn(behind)) {
        behind++;
      }
      int end = lines.end(behind - 1);
      int marker = markerEnd(lines, line);
      if (end - marker > LONG) {
        sketch.open(lines.start(line), marker, "");
        Prose.sentences(page, marker, end);
      } else {
        sketch.openUnit(
            lines.start(line), end, page.text().substring(marker, end).replace('\n', ' '));
      }
      indents.add(indent);
      return behind;
    }
  }
}
