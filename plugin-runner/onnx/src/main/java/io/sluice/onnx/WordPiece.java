package io.sluice.onnx;

/**
 * Turns text into the token ids of a BERT model.
 *
 * <p>Gives the ids of the reference tokenizer, with one exception: {@code [SEP]} and its like,
 * written in a text, are text, so that nobody can steer the model with them.
 *
 * <p>Thread-safe. Any string will do, lone surrogates included. Reading ends where the model's
 * limit is reached; the time is linear in what was read.
 */
final class WordPiece implements Tokenizer {

  /** A longer word, in code points, is an unknown one. */
  static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;
  private final PieceTable beginnings;
  private final PieceTable continuations;
  private final Folding folding;

  /** Reads as uncased models do. */
  WordPiece(Vocabulary vocabulary) {
    this(vocabulary, Folding.Options.UNCASED);
  }

  WordPiece(Vocabulary vocabulary, Folding.Options options) {
    this.vocabulary = vocabulary;
    folding = new Folding(options);
    beginnings = PieceTable.of(vocabulary.beginnings());
    continuations = PieceTable.of(vocabulary.continuations());
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public int begin() {
    return vocabulary.cls();
  }

  @Override
  public int end() {
    return vocabulary.sep();
  }

  @Override
  public void split(String text, int from, int to, Pieces pieces) {
    new Pass(pieces, Integer.MAX_VALUE).over(text, from, to);
  }

  /**
   * Returns the ids of a text between those of {@code [CLS]} and {@code [SEP]}.
   *
   * @param maxTokens how many ids to return at most, the two included; at least 2
   */
  long[] encode(String text, int maxTokens) {
    var pieces = new Pieces(maxTokens - 2);
    new Pass(pieces, maxTokens - 2).over(text, 0, text.length());
    return pieces.between(vocabulary.cls(), 0, pieces.count(), vocabulary.sep());
  }

  /** Returns whether a text has no more tokens than that, its two end marks included. */
  boolean fits(String text, int maxTokens) {
    return encode(text, maxTokens + 1).length <= maxTokens;
  }

  /** One reading of one text. */
  private final class Pass {
    private final Pieces pieces;
    private final int limit;

    // Two chars a code point, and one code point to see that the word is too long.
    private final char[] word = new char[2 * LONGEST_WORD + 2];
    private final int[] places = new int[word.length];
    private int length;
    private int points;
    private final int[] hashes;

    /** Where what is read stands in the text. */
    private int place;

    Pass(Pieces pieces, int limit) {
      this.pieces = pieces;
      this.limit = limit;
      hashes = new int[Math.max(beginnings.longest(), continuations.longest())];
    }

    void over(String text, int from, int to) {
      int i = from;
      while (i < to && pieces.count() < limit) {
        place = i;
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
        places[length] = place;
        word[length++] = c;
      }
    }

    private void endWord() {
      if (points > 0) {
        int start = pieces.count();
        if (points > LONGEST_WORD || !split()) {
          pieces.cut(start);
          emit(vocabulary.unk(), 0);
        }
        length = 0;
        points = 0;
      }
    }

    /** Splits the word into pieces, the longest first; false if a part of it is in no piece. */
    private boolean split() {
      int from = 0;
      while (from < length) {
        var table = from == 0 ? beginnings : continuations;
        int piece = table.longestAt(word, from, length, hashes);
        if (piece < 0) {
          return false;
        }
        emit(table.id(piece), from);
        from += table.length(piece);
      }
      return true;
    }

    private void emit(int id, int from) {
      if (pieces.count() < limit) {
        pieces.add(id, places[from]);
      }
    }
  }
}
