package io.sluice.tokens;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The merging of one text's pieces: neighbours that make the token of the lowest rank become one,
 * leftmost first, until none are left.
 *
 * <p>Short pieces are scanned for the lowest rank, which is fastest; long ones keep their pairs in
 * a heap, so that a megabyte of one letter takes n log n and not n² steps. Holds scratch space: for
 * one thread and one text.
 */
final class Merging {

  /** Bytes from which the heap is faster. */
  private static final int LONG = 96;

  private static final int GONE = -1;

  private final Vocabulary vocabulary;
  private final byte[] text;
  private final IntConsumer tokens;

  /** Per part, in order: where it begins, and the rank of it and the next part as one token. */
  private int[] starts = new int[LONG + 1];

  private int[] ranks = new int[LONG + 1];
  private int[] next = new int[0];
  private int[] previous = new int[0];
  private final LongHeap pairs = new LongHeap();

  /**
   * @param tokens told the rank of each token in order
   */
  Merging(Vocabulary vocabulary, byte[] text, IntConsumer tokens) {
    this.vocabulary = vocabulary;
    this.text = text;
    this.tokens = tokens;
  }

  void piece(int from, int to) {
    int whole = vocabulary.rank(text, from, to);
    if (whole != Vocabulary.NONE) {
      tokens.accept(whole);
    } else if (to - from <= LONG) {
      mergeShort(from, to);
    } else {
      mergeLong(from, to);
    }
  }

  private void mergeShort(int from, int to) {
    int parts = to - from;
    for (int i = 0; i <= parts; i++) {
      starts[i] = from + i;
      ranks[i] = i + 2 <= parts ? rank(from + i, from + i + 2) : Integer.MAX_VALUE;
    }
    for (int best = lowest(parts); ranks[best] != Integer.MAX_VALUE; best = lowest(parts)) {
      System.arraycopy(starts, best + 2, starts, best + 1, parts - best - 1);
      System.arraycopy(ranks, best + 2, ranks, best + 1, parts - best - 1);
      parts--;
      ranks[best] = pair(best, parts);
      if (best > 0) {
        ranks[best - 1] = pair(best - 1, parts);
      }
    }
    for (int i = 0; i < parts; i++) {
      tokens.accept(vocabulary.rank(text, starts[i], starts[i + 1]));
    }
  }

  private int lowest(int parts) {
    int best = 0;
    for (int i = 1; i < parts; i++) {
      if (ranks[i] < ranks[best]) {
        best = i;
      }
    }
    return best;
  }

  private int pair(int part, int parts) {
    return part + 2 <= parts ? rank(starts[part], starts[part + 2]) : Integer.MAX_VALUE;
  }

  private int rank(int from, int to) {
    int rank = vocabulary.rank(text, from, to);
    return rank == Vocabulary.NONE ? Integer.MAX_VALUE : rank;
  }

  /** Parts are a doubly linked list; what was superseded in the heap is known by its rank. */
  private void mergeLong(int from, int to) {
    int length = to - from;
    if (next.length < length + 1) {
      next = new int[length + 1];
      previous = new int[length + 1];
      ranks = Arrays.copyOf(ranks, length + 1);
      starts = Arrays.copyOf(starts, length + 1);
    }
    pairs.clear();
    for (int i = 0; i < length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      offer(i, i + 2 <= length ? rank(from + i, from + i + 2) : Integer.MAX_VALUE);
    }
    while (!pairs.isEmpty()) {
      long lowest = pairs.poll();
      int part = (int) lowest;
      if (ranks[part] != (int) (lowest >>> 32)) {
        continue;
      }
      int merged = next[part];
      ranks[merged] = GONE;
      next[part] = next[merged];
      if (next[part] < length) {
        previous[next[part]] = part;
      }
      offer(part, pairRank(from, part, length));
      if (previous[part] >= 0) {
        offer(previous[part], pairRank(from, previous[part], length));
      }
    }
    for (int i = 0; i < length; i = next[i]) {
      tokens.accept(vocabulary.rank(text, from + i, from + next[i]));
    }
  }

  private int pairRank(int from, int part, int length) {
    int second = next[part];
    return second < length ? rank(from + part, from + next[second]) : Integer.MAX_VALUE;
  }

  private void offer(int part, int rank) {
    ranks[part] = rank;
    if (rank != Integer.MAX_VALUE) {
      pairs.add(((long) rank << 32) | part);
    }
  }
}
