package io.sluice.compressor.layout;

/** What stands below two dashes at the end of an e-mail: one unit. */
final class Signature implements Block {

  private static final int MOST_LINES = 8;

  @Override
  public boolean begins(Page page, int line) {
    return page.lines().length(line) == 2
        && page.lines().startsWith(line, "--")
        && page.lines().start(line) == page.lines().first(line);
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    int behind = line + 1;
    while (behind < lines.count() && behind - line <= MOST_LINES && lines.isPlain(behind)) {
      behind++;
    }
    page.sketch().paragraph();
    page.sketch().unit(lines.start(line), lines.end(behind - 1));
    page.sketch().paragraph();
    return behind;
  }
}
