package io.sluice.compressor.layout;

/** Lines of keys and values, as in YAML: a key is a unit together with what is set in below it. */
final class KeyValues implements Block {

  private static final int LONGEST_KEY = 40;

  /** In characters; what is longer is text. */
  private static final int LONGEST = 200;

  @Override
  public boolean begins(Page page, int line) {
    var lines = page.lines();
    return isPair(lines, line)
        && line + 1 < lines.count()
        && lines.isPlain(line + 1)
        && (isPair(lines, line + 1) || isBelow(lines, line, line + 1));
  }

  @Override
  public boolean interrupts() {
    return false;
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    var sketch = page.sketch();
    sketch.paragraph();
    int at = line;
    while (at < lines.count() && lines.isPlain(at) && isPair(lines, at)) {
      int last = at;
      while (last + 1 < lines.count() && lines.isPlain(last + 1) && isBelow(lines, at, last + 1)) {
        last++;
      }
      sketch.unit(lines.start(at), lines.end(last));
      at = last + 1;
    }
    sketch.paragraph();
    return at;
  }

  private static boolean isBelow(Lines lines, int line, int below) {
    return lines.indent(below) > lines.indent(line)
        || (lines.tail(line) == ':'
            && lines.startsWith(below, "- ")
            && lines.indent(below) == lines.indent(line));
  }

  /** A key of a few words, a colon, and a value, or nothing, on the same line. */
  private static boolean isPair(Lines lines, int line) {
    if (lines.length(line) > LONGEST) {
      return false;
    }
    var text = lines.text();
    int end = Math.min(lines.end(line), lines.first(line) + LONGEST_KEY);
    int words = 0;
    for (int at = lines.first(line); at < end; at++) {
      char c = text.charAt(at);
      if (c == ':' || c == '：') {
        boolean apart = at + 1 >= lines.end(line) || Space.is(text.charAt(at + 1)) || c == '：';
        return at > lines.first(line) && apart;
      }
      if (c == ' ') {
        words++;
      }
      if (words > 3 || "?!(){}[];,".indexOf(c) >= 0) {
        return false;
      }
    }
    return false;
  }
}
