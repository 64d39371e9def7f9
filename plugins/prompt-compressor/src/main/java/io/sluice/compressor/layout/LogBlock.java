package io.sluice.compressor.layout;

/** Lines of a log: each is a unit together with the lines of a stack trace below it. */
final class LogBlock implements Block {

  private static final String[] LEVELS = {
    "INFO", "WARN", "ERROR", "DEBUG", "TRACE", "FATAL", "NOTICE", "CRITICAL", "SEVERE", "ALERT"
  };

  private static final int LEVEL_WITHIN = 60;

  @Override
  public boolean begins(Page page, int line) {
    return isEntry(page.lines(), line);
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    var sketch = page.sketch();
    sketch.paragraph();
    int at = line;
    while (at < lines.count() && lines.isPlain(at) && isEntry(lines, at)) {
      int last = at;
      while (last + 1 < lines.count() && isFurther(lines, last + 1)) {
        last++;
      }
      sketch.unit(lines.start(at), lines.end(last));
      at = last + 1;
    }
    sketch.paragraph();
    return at;
  }

  /** A time with a date or a level, a level alone in capitals, or an address of an access log. */
  private static boolean isEntry(Lines lines, int line) {
    var text = lines.text();
    int first = lines.first(line);
    int end = lines.end(line);
    int time = Stamp.end(text, first, end);
    if (time > 0) {
      return time - first >= 14 || level(text, time, Math.min(end, time + LEVEL_WITHIN));
    }
    char head = lines.head(line);
    int level = head == '[' ? first + 1 : first;
    for (var name : LEVELS) {
      if (text.startsWith(name, level)) {
        int behind = level + name.length();
        return behind < end && !Character.isLetterOrDigit(text.charAt(behind));
      }
    }
    return Character.isDigit(head)
        && text.substring(first, Math.min(end, first + LEVEL_WITHIN)).contains(" - - [");
  }

  /** Returns whether a level stands near the beginning of a line. */
  static boolean hasLevel(Lines lines, int line) {
    int first = lines.first(line);
    return level(lines.text(), first, Math.min(lines.end(line), first + LEVEL_WITHIN));
  }

  private static boolean level(String text, int from, int to) {
    var near = text.substring(from, to);
    for (var name : LEVELS) {
      if (near.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Set in, or in the words of a stack trace. */
  private static boolean isFurther(Lines lines, int line) {
    return lines.isPlain(line)
        && (lines.first(line) > lines.start(line)
            || lines.startsWith(line, "Caused by:")
            || lines.startsWith(line, "Traceback")
            || lines.startsWith(line, "at ")
            || lines.startsWith(line, "java.")
            || lines.startsWith(line, "Exception"));
  }
}
