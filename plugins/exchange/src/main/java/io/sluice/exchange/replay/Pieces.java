package io.sluice.exchange.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text cut as a model might stream it: before words, and never within what is read as one letter.
 */
final class Pieces {

  private static final int CHARACTERS = 20;

  /** A long text is cut into longer pieces, so that chunks do not outweigh it. */
  private static final int MOST = 250;

  /** A letter with all that combines with it. */
  private static final Pattern LETTER = Pattern.compile("\\X");

  private Pieces() {}

  /** Returns the pieces, none of them empty and at most 250; none of an empty text. */
  static List<String> of(String text) {
    int size = Math.max(CHARACTERS, (text.length() + MOST - 1) / MOST);
    var pieces = new ArrayList<String>();
    for (int at = 0; at < text.length(); ) {
      int end = at + size >= text.length() ? text.length() : end(text, at, size);
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  /** Before the next space, if one is near: else, as in Chinese, after the next letter. */
  private static int end(String text, int start, int size) {
    for (int at = start + size; at < Math.min(text.length(), start + 2 * size); at++) {
      if (text.charAt(at) == ' ') {
        return at;
      }
    }
    var letters = LETTER.matcher(text).region(start, text.length());
    int end = start;
    while (end < start + size && letters.find()) {
      end = letters.end();
    }
    return end;
  }
}
