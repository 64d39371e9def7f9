package io.sluice.compressor.text;

import java.util.Arrays;

/**
 * Where sentences end, in any script.
 *
 * <p>Any text will do; the time is linear in its length. A sentence without an end is cut where a
 * clause ends, or at a space, but never within a word.
 */
public final class Sentences {

  /** From this length, in characters, a sentence is cut where a clause ends. */
  private static final int LONG = 500;

  /** From this length it is cut at any space. */
  private static final int TOO_LONG = 800;

  /**
   * Thai sentences end with a space, and phrases too: from this length on it is taken for an end.
   */
  private static final int THAI = 60;

  /** How far back and ahead the surroundings of a full stop are read. */
  private static final int NEAR = 24;

  private final CharSequence text;
  private final int end;
  private int[] ends = new int[16];
  private int count;
  private int start;

  private Sentences(CharSequence text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  /** Returns where the sentences of a text end. */
  public static int[] ends(CharSequence text) {
    return ends(text, 0, text.length());
  }

  /**
   * Returns where the sentences of a stretch of text end, ascending. The first begins at {@code
   * from}, each other one where the one before ends, the last ends at {@code to}: nothing is left
   * out, and the space behind a sentence belongs to it.
   *
   * @return empty if the stretch is
   */
  public static int[] ends(CharSequence text, int from, int to) {
    return new Sentences(text, from, to).split();
  }

  private int[] split() {
    int at = start;
    while (at < end) {
      int behind = endAt(at);
      if (behind > 0) {
        at = cut(behind);
      } else {
        at++;
      }
    }
    if (start < end) {
      add(end);
    }
    return Arrays.copyOf(ends, count);
  }

  /** Ends a sentence with the space that follows; an end that only repeats marks adds nothing. */
  private int cut(int behind) {
    int at = behind;
    while (at < end && isSpace(text.charAt(at))) {
      at++;
    }
    add(at);
    return at;
  }

  private void add(int at) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = at;
    start = at;
  }

  /** Returns where the sentence ends whose mark stands here, or 0 if there is none. */
  private int endAt(int at) {
    char c = text.charAt(at);
    if (c <= ' ') {
      boolean ends = (c == '\n' && isBlankLine(at)) || isThaiEnd(at) || at - start >= TOO_LONG;
      return ends ? at + 1 : 0;
    }
    return switch (c) {
      case '.' -> endAtStop(at);
      case '!', '?', '…' -> endAtMark(at);
      case '。', '！', '？', '｡', '।', '॥', '؟', '۔', '።', '։', '។', '။' -> behindClosing(at + 1);
      case ',', ';', ':', '–', '—' -> at - start >= LONG && isSpaceOrEnd(at + 1) ? at + 1 : 0;
      case '，', '、', '；', '：', '،', '؛' -> at - start >= LONG ? at + 1 : 0;
      default -> at - start >= TOO_LONG && Script.isEastAsian(c) ? at + 1 : 0;
    };
  }

  private boolean isBlankLine(int at) {
    int next = at + 1;
    while (next < end && next < at + NEAR && text.charAt(next) <= ' ') {
      if (text.charAt(next) == '\n') {
        return true;
      }
      next++;
    }
    return false;
  }

  private boolean isThaiEnd(int at) {
    return at > start && at - start >= THAI && Script.isThai(text.charAt(at - 1));
  }

  private int endAtMark(int at) {
    int behind = behindClosing(at + 1);
    if (behind == end) {
      return behind;
    }
    // "Really?" he asked.
    return isSpace(text.charAt(behind)) && !Character.isLowerCase(firstLetter(behind)) ? behind : 0;
  }

  private int endAtStop(int at) {
    int behind = behindClosing(at + 1);
    if (behind == end) {
      return behind;
    }
    if (!isSpace(text.charAt(behind))) {
      return 0;
    }
    char next = firstLetter(behind);
    if (Character.isLowerCase(next)) {
      return 0;
    }
    return behind == at + 1 && Abbreviations.endsAt(text, start, at, next, behind) ? 0 : behind;
  }

  /** Skips further marks, closing quotes and brackets. */
  private int behindClosing(int at) {
    int behind = at;
    while (behind < end && isClosing(text.charAt(behind))) {
      behind++;
    }
    return behind;
  }

  private static boolean isClosing(char c) {
    return switch (c) {
      case '.',
          '!',
          '?',
          '…',
          '"',
          '\'',
          ')',
          ']',
          '}',
          '”',
          '’',
          '»',
          '。',
          '！',
          '？',
          '」',
          '』',
          '）',
          '】',
          '》',
          '*',
          '_' ->
          true;
      default -> false;
    };
  }

  /** Returns the first letter or digit behind spaces and opening marks, or a space if it is far. */
  private char firstLetter(int from) {
    for (int i = from; i < end && i < from + NEAR; i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        return c;
      }
    }
    return ' ';
  }

  private boolean isSpaceOrEnd(int at) {
    return at >= end || isSpace(text.charAt(at));
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\u3000';
  }
}
