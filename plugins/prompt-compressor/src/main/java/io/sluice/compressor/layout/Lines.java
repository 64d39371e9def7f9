package io.sluice.compressor.layout;

import java.util.ArrayList;
import java.util.List;

/** Lines of a text, without the space at their ends; a line can be a part of a written one. */
final class Lines {

  private static final int TAB = 4;

  private final String text;
  private final Ints starts = new Ints();
  private final Ints firsts = new Ints();
  private final Ints ends = new Ints();
  private final List<Role> roles = new ArrayList<>();

  Lines(String text) {
    this.text = text;
  }

  /** Returns the lines as they are written. */
  static Lines of(String text) {
    var lines = new Lines(text);
    int at = 0;
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      lines.add(at, end, Role.PLAIN);
      at = end + 1;
    }
    return lines;
  }

  /**
   * Adds a line.
   *
   * @param end before the space at its end, or behind it
   */
  void add(int start, int end, Role role) {
    int trimmed = Space.trim(text, start, end);
    starts.add(start);
    firsts.add(Space.skip(text, start, trimmed));
    ends.add(trimmed);
    roles.add(role);
  }

  String text() {
    return text;
  }

  int count() {
    return starts.size();
  }

  Role role(int line) {
    return roles.get(line);
  }

  /** Returns where a line begins, its indentation included. */
  int start(int line) {
    return starts.get(line);
  }

  /** Returns the first character that is no space, or the end of a blank line. */
  int first(int line) {
    return firsts.get(line);
  }

  /** Returns the end, without spaces and the line feed. */
  int end(int line) {
    return ends.get(line);
  }

  int length(int line) {
    return end(line) - first(line);
  }

  boolean isBlank(int line) {
    return first(line) == end(line);
  }

  /** Returns whether it is a line of its own, not blank, and nothing is known of it. */
  boolean isPlain(int line) {
    return roles.get(line) == Role.PLAIN && !isBlank(line);
  }

  /** Returns the first character that is no space, NUL where there is none. */
  char head(int line) {
    return isBlank(line) ? 0 : text.charAt(first(line));
  }

  /** Returns the last character that is no space, NUL where there is none. */
  char tail(int line) {
    return isBlank(line) ? 0 : text.charAt(end(line) - 1);
  }

  /** Returns how far it is indented, in columns. */
  int indent(int line) {
    int columns = 0;
    for (int at = start(line); at < first(line); at++) {
      columns += text.charAt(at) == '\t' ? TAB - columns % TAB : 1;
    }
    return columns;
  }

  /** Returns whether a line's text begins so. */
  boolean startsWith(int line, String prefix) {
    return first(line) + prefix.length() <= end(line) && text.startsWith(prefix, first(line));
  }

  String string(int line) {
    return text.substring(first(line), end(line));
  }
}
