package io.sluice.onnx;

/**
 * Where a long text is cut for a model that reads so many pieces and no more: behind a sentence or
 * line, else behind a word, else, in a word that is too long by itself, between two pieces.
 */
final class Chunks {

  private final PiecedText text;
  private final int most;

  /** The word in which the chunk to come begins. */
  private int word;

  private int piece;

  /**
   * @param most pieces of a chunk, at least 1
   */
  Chunks(PiecedText text, int most) {
    this.text = text;
    this.most = most;
  }

  /** Returns the number of the first piece of the chunk to come; all pieces when none comes. */
  int from() {
    return piece;
  }

  /** Goes on to the next chunk, and returns the number of the piece before which this one ends. */
  int next() {
    int limit = Math.min(piece + most, text.pieces().count());
    piece = limit == text.pieces().count() ? limit : cut(limit);
    while (word < text.words() && text.firstPiece(word + 1) <= piece) {
      word++;
    }
    return piece;
  }

  private int cut(int limit) {
    int afterWord = piece;
    int afterSentence = piece;
    for (int next = word; next < text.words() && text.firstPiece(next + 1) <= limit; next++) {
      afterWord = text.firstPiece(next + 1);
      if (text.endsSentence(next)) {
        afterSentence = afterWord;
      }
    }
    if (afterSentence > piece) {
      return afterSentence;
    }
    return afterWord > piece ? afterWord : limit;
  }
}
