package io.sluice.compressor.lossless;

import java.util.Arrays;

/** The lines of a text. Linear; immutable once read. */
final class Lines {

  private static final int STEP = 3;

  private final String text;
  private int count;

  /** Of each line: start, end without its break, and the first line of the block it stands in. */
  private int[] cells = new int[STEP * 64];

  private LineKind[] kinds = new LineKind[64];

  private Lines(String text) {
    this.text = text;
  }

  static Lines of(String text) {
    var lines = new Lines(text);
    var reader = new LineReader(text);
    int start = 0;
    while (start <= text.length()) {
      int newline = text.indexOf('\n', start);
      int next = newline < 0 ? text.length() : newline;
      int end = next > start && newline >= 0 && text.charAt(next - 1) == '\r' ? next - 1 : next;
      var kind = reader.kind(start, end);
      lines.add(start, end, kind, reader.continues());
      start = next + 1;
    }
    return lines;
  }

  private void add(int start, int end, LineKind kind, boolean continues) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    int cell = count * STEP;
    cells[cell] = start;
    cells[cell + 1] = end;
    cells[cell + 2] = continues ? cells[cell + 2 - STEP] : count;
    kinds[count++] = kind;
  }

  int count() {
    return count;
  }

  int start(int line) {
    return cells[line * STEP];
  }

  /** Returns the index before its break. */
  int end(int line) {
    return cells[line * STEP + 1];
  }

  /** Returns where the line after it begins, or the text's end. */
  int next(int line) {
    return line + 1 < count ? start(line + 1) : text.length();
  }

  LineKind kind(int line) {
    return kinds[line];
  }

  boolean is(int line, LineKind kind) {
    return kinds[line] == kind;
  }

  /** Returns the first line of its verbatim or factored block; of others the line itself. */
  int opener(int line) {
    return cells[line * STEP + 2];
  }

  /** Returns the line in which an index stands. */
  int at(int index) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (start(middle) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
