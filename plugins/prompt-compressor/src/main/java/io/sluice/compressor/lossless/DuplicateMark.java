package io.sluice.compressor.lossless;

import io.sluice.exchange.Problems;

/**
 * What stands where a passage was that an earlier one repeats: {@code [as above: first words … last
 * words]}, so that a reader knows what was here.
 *
 * @param words what is said before the passage's own words, without brackets; if empty, nothing
 *     stands there
 */
public record DuplicateMark(String words) {

  /** English, as most models read it best. */
  public static final DuplicateMark DEFAULT = new DuplicateMark("as above");

  /** Nothing stands where a passage was. */
  public static final DuplicateMark NONE = new DuplicateMark("");

  /** Of the passage's own words, at either end. */
  private static final int QUOTED = 3;

  /** Characters quoted at either end, for scripts that write no spaces and for long words. */
  private static final int QUOTED_CHARS = 24;

  private static final String SPECIAL =
      "[]{}()\"“”„«»‹›「」『』`'<>|~&/\u0000\u00ad\u200b\u200c\u200d\u2060\ufeff";

  public DuplicateMark {
    new Problems("duplicate mark")
        .require(
            words.isEmpty()
                || (!words.isBlank() && words.chars().noneMatch(c -> "[]\r\n".indexOf(c) >= 0)),
            "words",
            "on one line and without brackets",
            words)
        .throwIfAny();
  }

  /** Returns where a mark begins in a stretch, or -1. */
  int at(String text, int start, int end) {
    if (words.isEmpty()) {
      return -1;
    }
    int at = text.indexOf('[', start, end);
    while (at >= 0) {
      int after = at + 1 + words.length();
      if (text.startsWith(words, at + 1)
          && after < end
          && (text.charAt(after) == ']' || text.charAt(after) == ':')) {
        return at;
      }
      at = text.indexOf('[', at + 1, end);
    }
    return -1;
  }

  /** Returns what stands where a passage was. */
  String of(String text, int start, int end) {
    if (words.isEmpty()) {
      return "";
    }
    int middle = start + (end - start) / 2;
    String first = firstWords(text, start, middle);
    String last = lastWords(text, middle, end);
    return first.isEmpty() || last.isEmpty()
        ? "[" + words + "]"
        : "[" + words + ": " + first + " … " + last + "]";
  }

  private static String firstWords(String text, int start, int end) {
    int i = start;
    for (int word = 0; word < QUOTED && i < end && i - start < QUOTED_CHARS; word++) {
      while (i < end && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      while (i < end && !Character.isWhitespace(text.charAt(i)) && i - start < QUOTED_CHARS) {
        i++;
      }
    }
    if (i > start && Character.isHighSurrogate(text.charAt(i - 1))) {
      i--;
    }
    return plain(text.substring(start, i));
  }

  private static String lastWords(String text, int start, int end) {
    int i = end;
    for (int word = 0; word < QUOTED && i > start && end - i < QUOTED_CHARS; word++) {
      while (i > start && Character.isWhitespace(text.charAt(i - 1))) {
        i--;
      }
      while (i > start && !Character.isWhitespace(text.charAt(i - 1)) && end - i < QUOTED_CHARS) {
        i--;
      }
    }
    if (i < end && Character.isLowSurrogate(text.charAt(i))) {
      i++;
    }
    return plain(text.substring(i, end));
  }

  /** Without signs that would begin something in the text around it. */
  private static String plain(String words) {
    var to = new StringBuilder(words.length());
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isWhitespace(c)) {
        to.append(to.isEmpty() || to.charAt(to.length() - 1) == ' ' ? "" : " ");
      } else if (SPECIAL.indexOf(c) < 0) {
        to.append(c);
      }
    }
    return to.toString().strip();
  }
}
