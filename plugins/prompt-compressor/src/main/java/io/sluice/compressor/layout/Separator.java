package io.sluice.compressor.layout;

/** A line of dashes, stars or the like: another document begins. */
final class Separator implements Block {

  private static final int SHORTEST = 3;

  @Override
  public boolean begins(Page page, int line) {
    var lines = page.lines();
    char kind = lines.head(line);
    if ((kind != '-' && kind != '*' && kind != '_' && kind != '=') || kind != lines.tail(line)) {
      return false;
    }
    int count = 0;
    for (int at = lines.first(line); at < lines.end(line); at++) {
      char c = page.text().charAt(at);
      if (c == kind) {
        count++;
      } else if (c != ' ') {
        return false;
      }
    }
    return count >= SHORTEST;
  }

  @Override
  public int draw(Page page, int line) {
    page.sketch().passage();
    page.sections().begin(Sections.SEPARATED, page.lines().start(line), page.lines().end(line), "");
    return line + 1;
  }
}
