package io.sluice.compressor.layout;

/** A heading of Markdown: behind one to six signs, or underlined. */
final class Heading implements Block {

  private static final int DEEPEST = 6;
  private static final int LONGEST_UNDERLINED = 100;
  private static final int SHORTEST_LINE = 3;

  @Override
  public boolean begins(Page page, int line) {
    return level(page, line) > 0 || isUnderlined(page, line);
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    int signs = level(page, line);
    int level = signs > 0 ? signs : lines.head(line + 1) == '=' ? 1 : 2;
    int last = signs > 0 ? line : line + 1;
    int first = Space.skip(page.text(), lines.first(line) + signs, lines.end(line));
    page.sketch().passage();
    page.sections()
        .begin(
            Sections.HEADING + level - 1,
            lines.start(line),
            lines.end(last),
            page.text().substring(first, lines.end(line)));
    return last + 1;
  }

  /** Returns how many signs stand before it, 0 if it is none. */
  private static int level(Page page, int line) {
    var lines = page.lines();
    if (lines.head(line) != '#') {
      return 0;
    }
    int at = lines.first(line);
    while (at < lines.end(line) && page.text().charAt(at) == '#') {
      at++;
    }
    int level = at - lines.first(line);
    boolean apart = at < lines.end(line) && Space.is(page.text().charAt(at));
    return level <= DEEPEST && apart ? level : 0;
  }

  private static boolean isUnderlined(Page page, int line) {
    var lines = page.lines();
    if (line + 1 >= lines.count()
        || !lines.isPlain(line + 1)
        || lines.length(line) > LONGEST_UNDERLINED
        || lines.length(line + 1) < SHORTEST_LINE
        || !(line == 0 || lines.isBlank(line - 1))
        || !Character.isLetterOrDigit(lines.head(line))
        || ".!?:;,。！？".indexOf(lines.tail(line)) >= 0) {
      return false;
    }
    char kind = lines.head(line + 1);
    if (kind != '=' && kind != '-') {
      return false;
    }
    for (int at = lines.first(line + 1); at < lines.end(line + 1); at++) {
      if (page.text().charAt(at) != kind) {
        return false;
      }
    }
    return true;
  }
}
