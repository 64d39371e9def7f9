package io.sluice.onnx;

import java.util.Arrays;

/**
 * Splits text as SentencePiece's unigram models do: of all ways to split a word, the one whose
 * pieces have the greatest sum of scores.
 *
 * <p>White space and {@code ▁}, which stands for it, end a word. What is in no piece is unknown, as
 * one piece however long. Special tokens written in a text are text.
 */
final class Unigram implements Tokenizer {

  /** So much less than the lowest score of a piece is that of an unknown character. */
  private static final double UNKNOWN_PENALTY = 10;

  private static final int UNKNOWN = -1;

  /**
   * What a model file says beside its pieces.
   *
   * @param size one more than the greatest id
   * @param mark stands for the white space before a word
   */
  record Settings(int size, int unk, int begin, int end, char mark) {}

  private final PieceTable pieces;

  /** By piece of the table. */
  private final double[] scores;

  private final double unknownScore;
  private final Normalization normalization;
  private final Settings settings;

  /**
   * @param pieces without the special ones
   * @param scores by id
   */
  Unigram(PieceTable pieces, double[] scores, Normalization normalization, Settings settings) {
    this.pieces = pieces;
    this.scores = new double[pieces.count()];
    Arrays.setAll(this.scores, piece -> scores[pieces.id(piece)]);
    this.normalization = normalization;
    this.settings = settings;
    unknownScore = Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY;
  }

  @Override
  public int size() {
    return settings.size();
  }

  @Override
  public int begin() {
    return settings.begin();
  }

  @Override
  public int end() {
    return settings.end();
  }

  @Override
  public void split(String text, int from, int to, Pieces into) {
    var normalized = normalization.apply(Mapped.of(text, from, to));
    var chars = normalized.text();
    int i = 0;
    while (i < chars.length()) {
      if (isBreak(chars.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < chars.length() && !isBreak(chars.charAt(i))) {
        i++;
      }
      var word = new char[i - start + 1];
      word[0] = settings.mark();
      chars.getChars(start, i, word, 1);
      new Lattice(word).emit(normalized.starts(), start, into);
    }
  }

  private boolean isBreak(char c) {
    return c == settings.mark() || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** All ways to split a word, by the best way to each place in it. */
  private final class Lattice {
    private final char[] word;
    private final double[] best;

    /** Where the last piece of the best way begins, or -1 while there is no way. */
    private final int[] starts;

    private final int[] last;

    Lattice(char[] word) {
      this.word = word;
      best = new double[word.length + 1];
      starts = new int[word.length + 1];
      last = new int[word.length + 1];
      Arrays.fill(starts, -1);
      int i = 0;
      while (i < word.length) {
        int next = i + Character.charCount(Character.codePointAt(word, i));
        extend(i, next);
        i = next;
      }
    }

    private void extend(int from, int next) {
      boolean knowsCharacter = false;
      int most = pieces.most(word, from);
      int hash = 0;
      for (int length = 1; length <= most; length++) {
        hash = PieceTable.next(hash, word[from + length - 1]);
        int piece = pieces.find(word, from, length, hash);
        if (piece >= 0) {
          offer(from, from + length, piece, best[from] + scores[piece]);
          knowsCharacter |= from + length == next;
        }
      }
      if (!knowsCharacter) {
        offer(from, next, UNKNOWN, best[from] + unknownScore);
      }
    }

    private void offer(int from, int to, int piece, double score) {
      if (starts[to] < 0 || score > best[to]) {
        starts[to] = from;
        best[to] = score;
        last[to] = piece;
      }
    }

    /**
     * Writes the pieces of the best way.
     *
     * @param places where each char came from
     * @param first number of the word's first char there
     */
    void emit(int[] places, int first, Pieces into) {
      var ends = new int[word.length];
      int count = 0;
      for (int end = word.length; end > 0; end = starts[end]) {
        ends[count++] = end;
      }
      boolean afterUnknown = false;
      for (int i = count - 1; i >= 0; i--) {
        int piece = last[ends[i]];
        // The mark has no place of its own: it is where the word begins.
        int place = places[first + Math.max(0, starts[ends[i]] - 1)];
        if (piece != UNKNOWN) {
          into.add(pieces.id(piece), place);
        } else if (!afterUnknown) {
          into.add(settings.unk(), place);
        }
        afterUnknown = piece == UNKNOWN;
      }
    }
  }
}
