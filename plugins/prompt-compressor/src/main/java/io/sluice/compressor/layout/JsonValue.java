package io.sluice.compressor.layout;

import io.sluice.compressor.json.JsonKind;
import io.sluice.compressor.json.JsonTree;
import io.sluice.compressor.text.Sentences;

/**
 * A JSON object or array: elements and members are units, down to those that are short. What is
 * left of it is JSON, too.
 *
 * <p>Short members beside a long one, such as a title beside a text, stay with it. Of a long string
 * a unit is a sentence.
 */
final class JsonValue {

  /** A container or string that is shorter, in characters, is a unit. */
  private static final int SHORT = 300;

  /** So is an element that is an object of short members only, such as a row or an event. */
  private static final int SHORT_ROW = 800;

  /** A member that is shorter can stay with a long one. */
  private static final int SHORT_MEMBER = 120;

  private static final int MOST_SHORT_MEMBERS = 8;
  private static final int DEEPEST = 32;

  private final String text;
  private final Sketch sketch;
  private final JsonTree tree;

  private JsonValue(Page page, JsonTree tree) {
    this.text = page.text();
    this.sketch = page.sketch();
    this.tree = tree;
  }

  /** Draws a line that is JSON. */
  static void draw(Page page, int line) {
    var lines = page.lines();
    var sketch = page.sketch();
    var tree = JsonTree.of(page.text(), lines.first(line), lines.end(line)).orElseThrow();
    sketch.paragraph();
    sketch.beginJson();
    new JsonValue(page, tree).root(lines.start(line), page.isOneValue());
    sketch.endBlock();
    sketch.paragraph();
  }

  private void root(int start, boolean alone) {
    if (tree.children(0) == 0 || isList(0)) {
      sketch.unit(start, tree.end(0), alone);
      return;
    }
    sketch.open(start, tree.start(0) + 1, "");
    if (alone) {
      sketch.last();
    }
    children(0, 0);
    sketch.frame(tree.end(0) - 1, tree.end(0));
    sketch.close();
  }

  private void children(int value, int depth) {
    boolean record = isRecord(value);
    boolean array = tree.kind(value) == JsonKind.ARRAY;
    for (int child = value + 1; child < tree.after(value); child = tree.after(child)) {
      if (record && isShort(child)) {
        sketch.frame(tree.startWithKey(child), tree.end(child));
        sketch.heading(text.substring(tree.startWithKey(child), tree.end(child)));
      } else {
        draw(child, depth, array);
      }
    }
  }

  private void draw(int value, int depth, boolean element) {
    if (!isSplit(value, depth, element)) {
      sketch.unit(tree.startWithKey(value), tree.end(value));
      return;
    }
    if (element) {
      sketch.passage();
    }
    var key = tree.hasKey(value) ? text.substring(tree.keyStart(value), tree.keyEnd(value)) : "";
    sketch.open(tree.startWithKey(value), tree.start(value) + 1, key);
    if (tree.kind(value) == JsonKind.STRING) {
      sketch.paragraph();
      sentences(tree.start(value) + 1, tree.end(value) - 1);
      sketch.paragraph();
    } else {
      children(value, depth + 1);
    }
    sketch.frame(tree.end(value) - 1, tree.end(value));
    sketch.close();
  }

  private boolean isSplit(int value, int depth, boolean element) {
    int length = tree.end(value) - tree.start(value);
    if (length <= SHORT || depth == DEEPEST) {
      return false;
    }
    return switch (tree.kind(value)) {
      case OBJECT -> !element || length > SHORT_ROW || hasLong(value);
      case ARRAY -> !isList(value);
      case STRING -> true;
      case NUMBER, LITERAL -> false;
    };
  }

  private boolean hasLong(int object) {
    for (int child = object + 1; child < tree.after(object); child = tree.after(child)) {
      if (tree.end(child) - tree.start(child) > SHORT) {
        return true;
      }
    }
    return false;
  }

  /** Numbers in a row are one thing: a vector, a series. */
  private boolean isList(int array) {
    if (tree.kind(array) != JsonKind.ARRAY) {
      return false;
    }
    for (int child = array + 1; child < tree.after(array); child = tree.after(child)) {
      if (tree.kind(child) != JsonKind.NUMBER && tree.kind(child) != JsonKind.LITERAL) {
        return false;
      }
    }
    return true;
  }

  /** An object with a few short members and at least one that is taken apart. */
  private boolean isRecord(int value) {
    if (tree.kind(value) != JsonKind.OBJECT) {
      return false;
    }
    int shorts = 0;
    boolean split = false;
    for (int child = value + 1; child < tree.after(value); child = tree.after(child)) {
      shorts += isShort(child) ? 1 : 0;
      split |= isSplit(child, 0, false);
    }
    return split && shorts <= MOST_SHORT_MEMBERS;
  }

  private boolean isShort(int value) {
    return !tree.kind(value).isContainer() && tree.end(value) - tree.start(value) < SHORT_MEMBER;
  }

  /** Draws what is between the quotes; a line feed is written as two characters there. */
  private void sentences(int from, int to) {
    int start = from;
    int at = from;
    while (at < to) {
      if (text.charAt(at) != '\\') {
        at++;
      } else if (text.charAt(at + 1) == 'n') {
        at = behindFeeds(at, to);
        stretch(start, at);
        start = at;
      } else {
        at += 2;
      }
    }
    stretch(start, to);
  }

  private int behindFeeds(int from, int to) {
    int at = from;
    while (at + 1 < to && text.charAt(at) == '\\' && "nr".indexOf(text.charAt(at + 1)) >= 0) {
      at += 2;
    }
    return at;
  }

  /** The space behind a sentence belongs to it: nothing may stand between pieces of a string. */
  private void stretch(int from, int to) {
    int start = from;
    for (int end : Sentences.ends(text, from, to)) {
      sketch.unit(start, end);
      start = end;
    }
  }
}
