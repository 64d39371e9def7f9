package io.sluice.compressor.json;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a JSON value is built of: its values, numbered in the order in which they begin, the whole
 * being number 0.
 *
 * <p>A value knows its stretch of the text, that of its key when it is an object's member, and the
 * container it stands in. Five numbers are kept of each. Immutable.
 */
public final class JsonTree {

  private static final int START = 0;
  private static final int END = 1;
  private static final int KEY_START = 2;
  private static final int KEY_END = 3;
  private static final int AFTER = 4;
  private static final int WIDTH = 5;

  private final String text;
  private final int size;
  private final int[] cells;

  private JsonTree(String text, Builder read) {
    this.text = text;
    this.size = read.size;
    this.cells = read.cells;
  }

  /** Reads a stretch that is one value, white space around it allowed; empty where it is not. */
  public static Optional<JsonTree> of(String text, int start, int end) {
    var builder = new Builder();
    var scanner = new JsonScanner(text, end, builder);
    int after = scanner.read(JsonLexer.skipBlank(text, start, end));
    return after >= 0 && JsonLexer.skipBlank(text, after, end) == end
        ? Optional.of(new JsonTree(text, builder))
        : Optional.empty();
  }

  /** Returns how many values there are. */
  public int size() {
    return size;
  }

  public JsonKind kind(int value) {
    return JsonKind.beginningWith(text.charAt(start(value)));
  }

  public int start(int value) {
    return cells[value * WIDTH + START];
  }

  public int end(int value) {
    return cells[value * WIDTH + END];
  }

  /** Returns whether it is the member of an object. */
  public boolean hasKey(int value) {
    return keyStart(value) >= 0;
  }

  /** Returns where its key's opening quote stands, or -1. */
  public int keyStart(int value) {
    return cells[value * WIDTH + KEY_START];
  }

  /** Returns the index after its key's closing quote, or -1. */
  public int keyEnd(int value) {
    return cells[value * WIDTH + KEY_END];
  }

  /** Returns where it begins with its key, if it has one. */
  public int startWithKey(int value) {
    return hasKey(value) ? keyStart(value) : start(value);
  }

  /**
   * Returns the number after those within {@code value}. The children of a container are {@code
   * value + 1}, the {@code after} of that, and so on while less than the container's {@code after}.
   */
  public int after(int value) {
    return cells[value * WIDTH + AFTER];
  }

  /** Returns how many elements or members it has; 0 where it is no container. */
  public int children(int value) {
    int count = 0;
    for (int child = value + 1; child < after(value); child = after(child)) {
      count++;
    }
    return count;
  }

  /**
   * Writes the whole without the values that are not kept, nor anything within them; what is left
   * is valid. White space stays as it was before what is kept.
   *
   * @param kept asked for each value but the whole, containers before what they hold
   */
  public void render(IntPredicate kept, StringBuilder to) {
    render(0, kept, to);
  }

  private void render(int value, IntPredicate kept, StringBuilder to) {
    if (!kind(value).isContainer()) {
      to.append(text, start(value), end(value));
      return;
    }
    to.append(text.charAt(start(value)));
    int gap = start(value) + 1;
    boolean first = true;
    for (int child = value + 1; child < after(value); child = after(child)) {
      if (kept.test(child)) {
        to.append(first ? "" : ",").append(text, gap, startWithKey(child));
        to.append(text, startWithKey(child), start(child));
        render(child, kept, to);
        first = false;
      }
      gap = Math.min(JsonLexer.skipBlank(text, end(child), end(value)) + 1, end(value) - 1);
    }
    if (!first) {
      int last = end(value) - 1;
      while (JsonLexer.isBlank(text.charAt(last - 1))) {
        last--;
      }
      to.append(text, last, end(value) - 1);
    }
    to.append(text.charAt(end(value) - 1));
  }

  private static final class Builder implements JsonScanner.Listener {

    private int[] cells = new int[WIDTH * 64];
    private int size;

    @Override
    public int begin(int start, int keyStart, int keyEnd) {
      if (size * WIDTH == cells.length) {
        cells = Arrays.copyOf(cells, size * 2 * WIDTH);
      }
      int cell = size * WIDTH;
      cells[cell + START] = start;
      cells[cell + KEY_START] = keyStart;
      cells[cell + KEY_END] = keyEnd;
      return size++;
    }

    @Override
    public void end(int value, int end) {
      cells[value * WIDTH + END] = end;
      cells[value * WIDTH + AFTER] = size;
    }
  }
}
