package io.sluice.compressor.prune;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/**
 * Finds what stays whatever a word is worth: code, quotations, text in {@code <keep>}, and forced
 * tokens.
 *
 * <p>One walk over the text. What is opened and not closed is judged for safety: code and {@code
 * <keep>} then reach to the end of the paragraph or text, a quotation is none.
 */
final class Protection {

  private static final String KEEP = "<keep>";
  private static final String KEEP_END = "</keep>";

  /** Pairs of quotation marks; the opening ones first. */
  private static final String OPENING = "“„«»「『《〈‹‘‚";

  private static final String CLOSING = "”“»«」』》〉›’‘";

  private static final int STRAIGHT_DOUBLE = OPENING.length();
  private static final int STRAIGHT_SINGLE = OPENING.length() + 1;

  private final String text;
  private final BitSet covered = new BitSet();

  /** Where each kind of quotation was opened, or -1. */
  private final int[] opened = new int[OPENING.length() + 2];

  private Protection(String text) {
    this.text = text;
  }

  /** Returns the characters of a text that stay. */
  static BitSet of(String text, Set<String> forceTokens) {
    var protection = new Protection(text);
    protection.walk();
    for (var token : forceTokens) {
      protection.force(token);
    }
    return protection.covered;
  }

  private void walk() {
    Arrays.fill(opened, -1);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      i =
          switch (c) {
            case '\n' -> endLine(i);
            case '`' -> isFence(i) ? fence(i) : codeSpan(i);
            case '~' -> isFence(i) ? fence(i) : i + runLength(i);
            case '<' -> text.regionMatches(true, i, KEEP, 0, KEEP.length()) ? keep(i) : i + 1;
            case '"' -> straight(i, STRAIGHT_DOUBLE);
            case '\'' -> straight(i, STRAIGHT_SINGLE);
            default -> c < 0x80 ? i + 1 : typographic(i, c);
          };
    }
  }

  /** A quotation does not reach over an empty line, one in straight single marks over none. */
  private int endLine(int i) {
    opened[STRAIGHT_SINGLE] = -1;
    if (i + 1 < text.length() && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r')) {
      Arrays.fill(opened, -1);
    }
    return i + 1;
  }

  private boolean isFence(int i) {
    if (runLength(i) < 3) {
      return false;
    }
    int start = i;
    while (start > 0 && text.charAt(start - 1) == ' ' && i - start < 4) {
      start--;
    }
    return i - start < 4 && (start == 0 || text.charAt(start - 1) == '\n');
  }

  private int fence(int open) {
    int length = runLength(open);
    int i = lineEnd(open);
    while (i < text.length()) {
      int start = i + 1;
      while (start < text.length() && text.charAt(start) == ' ') {
        start++;
      }
      i = lineEnd(start);
      boolean closes =
          start < text.length()
              && text.charAt(start) == text.charAt(open)
              && runLength(start) >= length;
      if (closes) {
        break;
      }
    }
    covered.set(open, i);
    return i;
  }

  private int codeSpan(int open) {
    int length = runLength(open);
    int i = open + length;
    while (i < text.length() && !isParagraphEnd(i)) {
      if (text.charAt(i) == '`') {
        int run = runLength(i);
        i += run;
        if (run == length) {
          break;
        }
      } else {
        i++;
      }
    }
    covered.set(open, i);
    return i;
  }

  private int keep(int open) {
    int i = open + KEEP.length();
    while (i < text.length() && !text.regionMatches(true, i, KEEP_END, 0, KEEP_END.length())) {
      i++;
    }
    int end = Math.min(text.length(), i + KEEP_END.length());
    covered.set(open, end);
    return end;
  }

  private int straight(int i, int kind) {
    boolean afterText = i > 0 && !Character.isWhitespace(text.charAt(i - 1));
    boolean beforeText = i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1));
    boolean afterWord = i > 0 && Character.isLetterOrDigit(text.charAt(i - 1));
    boolean beforeWord = i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
    if (opened[kind] >= 0 && afterText && !beforeWord) {
      close(kind, i);
    } else if (opened[kind] < 0 && beforeText && !afterWord) {
      opened[kind] = i;
    }
    return i + 1;
  }

  private int typographic(int i, char c) {
    int closes = -1;
    for (int kind = CLOSING.indexOf(c); kind >= 0; kind = CLOSING.indexOf(c, kind + 1)) {
      if (opened[kind] >= 0 && !isApostrophe(i, c)) {
        closes = kind;
      }
    }
    int opens = OPENING.indexOf(c);
    if (closes >= 0) {
      close(closes, i);
    } else if (opens >= 0 && opened[opens] < 0) {
      opened[opens] = i;
    }
    return i + 1;
  }

  private boolean isApostrophe(int i, char c) {
    return c == '’' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
  }

  private void close(int kind, int i) {
    covered.set(opened[kind], i + 1);
    opened[kind] = -1;
  }

  private void force(String token) {
    for (int i = text.indexOf(token); i >= 0; i = text.indexOf(token, i + token.length())) {
      int end = i + token.length();
      if (isEdge(i) && isEdge(end)) {
        covered.set(i, end);
      }
    }
  }

  /** Returns whether no word goes on there. */
  private boolean isEdge(int i) {
    return i == 0
        || i == text.length()
        || !Character.isLetterOrDigit(text.codePointBefore(i))
        || !Character.isLetterOrDigit(text.codePointAt(i));
  }

  private int runLength(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == text.charAt(start)) {
      end++;
    }
    return end - start;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private boolean isParagraphEnd(int i) {
    return text.charAt(i) == '\n'
        && i + 1 < text.length()
        && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r');
  }
}
