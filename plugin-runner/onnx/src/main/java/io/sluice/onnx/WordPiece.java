package io.sluice.onnx;

import java.util.Arrays;

/**
 * Turns text into the token ids of an uncased BERT model.
 *
 * <p>Gives the ids of the reference tokenizer, with one exception: {@code [SEP]} and its like,
 * written in a text, are text, so that nobody can steer the model with them.
 *
 * <p>Thread-safe. Any string will do, lone surrogates included. Reading ends where the model's
 * limit is reached; the time is linear in what was read.
 */
final class WordPiece {

  /** A longer word, in code points, is an unknown one. */
  private static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;
  private final PieceTable beginnings;
  private final PieceTable continuations;
  private final Folding folding = new Folding();

  WordPiece(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    beginnings = PieceTable.of(vocabulary.beginnings());
    continuations = PieceTable.of(vocabulary.continuations());
  }

  /**
   * Returns the ids of a text between those of {@code [CLS]} and {@code [SEP]}.
   *
   * @param maxTokens how many ids to return at most, the two included; at least 2
   */
  long[] encode(String text, int maxTokens) {
    return new Pass(maxTokens).over(text);
  }

  /** Returns whether a text has no more tokens than that, its two end marks included. */
  boolean fits(String text, int maxTokens) {
    return encode(text, maxTokens + 1).length <= maxTokens;
  }

  /** One reading of one text. */
  private final class Pass {
    private final long[] ids;
    private final int limit;
    private int count;

    // Two chars a code point, and one code point to see that the word is too long.
    private final char[] word = new char[2 * LONGEST_WORD + 2];
    private int length;
    private int points;
    private final int[] hashes;

    Pass(int maxTokens) {
      ids = new long[maxTokens];
      limit = maxTokens - 1;
      hashes = new int[Math.max(beginnings.longest(), continuations.longest())];
      ids[count++] = vocabulary.cls();
    }

    long[] over(String text) {
      int i = 0;
      while (i < text.length() && count < limit) {
        char c = text.charAt(i);
        char letter = folding.asciiLetter(c);
        if (letter != 0) {
          append(letter);
          i++;
        } else {
          int point = text.codePointAt(i);
          read(folding.fold(point));
          i += Character.charCount(point);
        }
      }
      endWord();
      ids[count++] = vocabulary.sep();
      return Arrays.copyOf(ids, count);
    }

    private void read(String folded) {
      for (int i = 0; i < folded.length(); i++) {
        char c = folded.charAt(i);
        if (c == Folding.BREAK) {
          endWord();
        } else {
          append(c);
        }
      }
    }

    private void append(char c) {
      if (!Character.isLowSurrogate(c)) {
        points++;
      }
      if (points <= LONGEST_WORD) {
        word[length++] = c;
      }
    }

    private void endWord() {
      if (points > 0) {
        int start = count;
        if (points > LONGEST_WORD || !split()) {
          count = start;
          emit(vocabulary.unk());
        }
        length = 0;
        points = 0;
      }
    }

    /** Splits the word into pieces, the longest first; false if a part of it is in no piece. */
    private boolean split() {
      int from = 0;
      while (from < length) {
        var pieces = from == 0 ? beginnings : continuations;
        int piece = pieces.longestAt(word, from, length, hashes);
        if (piece < 0) {
          return false;
        }
        emit(pieces.id(piece));
        from += pieces.length(piece);
      }
      return true;
    }

    private void emit(long id) {
      if (count < limit) {
        ids[count++] = id;
      }
    }
  }
}
