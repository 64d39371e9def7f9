package io.sluice.compressor.layout;

/** Lines behind {@code >}: one unit while they are few, else one each. */
final class Quote implements Block {

  /** In characters. */
  private static final int SHORT = 600;

  @Override
  public boolean begins(Page page, int line) {
    return page.lines().head(line) == '>';
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    int behind = line;
    boolean code = false;
    while (behind < lines.count() && lines.isPlain(behind) && begins(page, behind)) {
      code |= page.text().substring(lines.first(behind), lines.end(behind)).contains("```");
      behind++;
    }
    var sketch = page.sketch();
    sketch.paragraph();
    if (code || lines.end(behind - 1) - lines.start(line) <= SHORT) {
      sketch.unit(lines.start(line), lines.end(behind - 1));
    } else {
      for (int at = line; at < behind; at++) {
        sketch.unit(lines.start(at), lines.end(at));
      }
    }
    sketch.paragraph();
    return behind;
  }
}
