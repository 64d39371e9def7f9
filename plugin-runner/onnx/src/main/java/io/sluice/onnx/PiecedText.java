package io.sluice.onnx;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;

/**
 * A text's words, and the pieces that each is made of.
 *
 * <p>A word is what stands between white space; in scripts that put no space between words, each
 * piece is one.
 */
final class PiecedText {

  private static final String SENTENCE_ENDS = ".!?…。！？؟।";

  private final String text;
  private final Pieces pieces;

  private int[] wordStarts;
  private int[] wordEnds;

  /** For each word the number of its first piece. */
  private int[] firstPieces;

  private int words;

  private PiecedText(String text) {
    this.text = text;
    pieces = new Pieces(text.length() / 3);
    wordStarts = new int[text.length() / 4 + 8];
    wordEnds = new int[wordStarts.length];
    firstPieces = new int[wordStarts.length];
  }

  static PiecedText of(String text, Tokenizer tokenizer) {
    var pieced = new PiecedText(text);
    int i = 0;
    while (i < text.length()) {
      if (isSpace(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < text.length() && !isSpace(text.charAt(i))) {
        i++;
      }
      pieced.add(start, i, tokenizer);
    }
    return pieced;
  }

  Pieces pieces() {
    return pieces;
  }

  int words() {
    return words;
  }

  int wordStart(int word) {
    return wordStarts[word];
  }

  int wordEnd(int word) {
    return wordEnds[word];
  }

  /** Returns the number of a word's first piece; after the last word, how many pieces there are. */
  int firstPiece(int word) {
    return word == words ? pieces.count() : firstPieces[word];
  }

  /** Returns whether a sentence or line ends with a word. */
  boolean endsSentence(int word) {
    if (SENTENCE_ENDS.indexOf(text.charAt(wordEnds[word] - 1)) >= 0) {
      return true;
    }
    int next = word + 1 == words ? text.length() : wordStarts[word + 1];
    for (int i = wordEnds[word]; i < next; i++) {
      if (text.charAt(i) == '\n') {
        return true;
      }
    }
    return false;
  }

  private void add(int from, int to, Tokenizer tokenizer) {
    int first = pieces.count();
    tokenizer.split(text, from, to, pieces);
    int start = from;
    int firstOfWord = first;
    for (int piece = first; piece < pieces.count(); piece++) {
      int place = pieces.start(piece);
      if (place > start && isWordEnd(place)) {
        addWord(start, place, firstOfWord);
        start = place;
        firstOfWord = piece;
      }
    }
    addWord(start, to, firstOfWord);
  }

  private void addWord(int start, int end, int firstPiece) {
    if (words == wordStarts.length) {
      wordStarts = Arrays.copyOf(wordStarts, 2 * words);
      wordEnds = Arrays.copyOf(wordEnds, 2 * words);
      firstPieces = Arrays.copyOf(firstPieces, 2 * words);
    }
    wordStarts[words] = start;
    wordEnds[words] = end;
    firstPieces[words++] = firstPiece;
  }

  /** Whether one word may end and another begin inside what has no space. */
  private boolean isWordEnd(int place) {
    int before = text.codePointBefore(place);
    int after = text.codePointAt(place);
    boolean insideCharacter =
        Character.isLowSurrogate(text.charAt(place))
            && Character.isHighSurrogate(text.charAt(place - 1));
    return !insideCharacter && !isMark(after) && (isUnspaced(before) || isUnspaced(after));
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isUnspaced(int point) {
    if (point < 0xE00) {
      return false;
    }
    boolean punctuation =
        (point > 0x3000 && point < 0x3040)
            || (point > 0xFF00 && point < 0xFF10)
            || (point > 0xFF19 && point < 0xFF21);
    if (punctuation) {
      return true;
    }
    return switch (UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
