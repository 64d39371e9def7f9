package io.sluice.compressor.lossless;

/**
 * Lines of a log, of which what all have in the same place is said once, before them.
 *
 * <pre>
 * [3 lines of: 2026-05-01 * web-1 nginx: *]
 * 12:00:01 GET /
 * 12:00:02 GET /login
 * 12:00:02 POST /login
 * </pre>
 *
 * <p>The stars are what a line says, in order, each but the last without a blank.
 */
final class LogGroup {

  static final String WORDS = " lines of: ";

  /** Words of a line that are looked at. */
  private static final int FIELDS = 8;

  private final String text;
  private final Lines lines;
  private final int first;

  /** Where the words of the first line begin; the last one goes to its end. */
  private final int[] starts = new int[FIELDS];

  private final boolean[] common = new boolean[FIELDS];
  private int fields;

  LogGroup(String text, Lines lines, int first) {
    this.text = text;
    this.lines = lines;
    this.first = first;
  }

  /** Returns how many lines follow that a line says it stands for; 0 where it says none. */
  static int linesAfter(String text, int start, int end) {
    if (end - start < WORDS.length() + 3
        || text.charAt(start) != '['
        || text.charAt(end - 1) != ']') {
      return 0;
    }
    int digits = Chars.skipDigits(text, start + 1, Math.min(end, start + 8));
    return digits > start + 1 && text.startsWith(WORDS, digits)
        ? Integer.parseInt(text, start + 1, digits, 10)
        : 0;
  }

  /** Reads what lines have in common; returns whether it is anything. */
  boolean read(int end) {
    fields = split(first, starts);
    for (int field = 0; field < fields - 1; field++) {
      common[field] = !word(starts, field).contains("*");
    }
    var others = new int[FIELDS];
    for (int line = first + 1; line < end; line++) {
      compare(others, split(line, others));
    }
    for (int field = 0; field < fields - 1; field++) {
      if (common[field]) {
        return true;
      }
    }
    return false;
  }

  private void compare(int[] others, int count) {
    fields = Math.min(fields, count);
    for (int field = 0; field < fields - 1; field++) {
      int length = starts[field + 1] - starts[field];
      common[field] &=
          others[field + 1] - others[field] == length
              && text.regionMatches(starts[field], text, others[field], length);
    }
  }

  private int split(int line, int[] to) {
    int count = 0;
    int at = lines.start(line);
    while (count < FIELDS) {
      to[count++] = at;
      int blank = text.indexOf(' ', at, lines.end(line));
      if (blank < 0) {
        break;
      }
      at = blank + 1;
    }
    return count;
  }

  /** Returns a word of the first line, without the blank after it. */
  private String word(int[] of, int field) {
    return text.substring(of[field], of[field + 1] - 1);
  }

  /** Returns what is said before the lines. */
  String header(int end) {
    var to = new StringBuilder("[").append(end - first).append(WORDS);
    int last = fields - 1;
    while (!common[last - 1]) {
      last--;
    }
    for (int field = 0; field < last; field++) {
      to.append(common[field] ? word(starts, field) : "*").append(' ');
    }
    return to.append("*]").toString();
  }

  /** Returns what every line is spared. */
  String common() {
    var to = new StringBuilder();
    for (int field = 0; field < fields - 1; field++) {
      to.append(common[field] ? word(starts, field) + ' ' : "");
    }
    return to.toString();
  }

  /** Returns what a line says beside that. */
  String rest(int line) {
    var at = new int[FIELDS];
    int count = split(line, at);
    var to = new StringBuilder();
    for (int field = 0; field < Math.min(count, fields) - 1; field++) {
      if (!common[field]) {
        to.append(text, at[field], at[field + 1]);
      }
    }
    return to.append(text, at[fields - 1], lines.end(line)).toString();
  }
}
