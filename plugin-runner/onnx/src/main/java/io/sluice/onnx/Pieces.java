package io.sluice.onnx;

import java.util.Arrays;

/** The pieces of a text: their ids, and where in the text they begin. */
final class Pieces {

  private int[] ids;
  private int[] starts;
  private int count;

  /**
   * @param expected how many there may be; more will do
   */
  Pieces(int expected) {
    ids = new int[Math.max(8, expected)];
    starts = new int[ids.length];
  }

  int count() {
    return count;
  }

  int start(int piece) {
    return starts[piece];
  }

  void add(int id, int start) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
    }
    ids[count] = id;
    starts[count++] = start;
  }

  /** Forgets the last pieces. */
  void cut(int newCount) {
    count = newCount;
  }

  /** Returns the ids from one piece to before another, between two others. */
  long[] between(int begin, int from, int to, int end) {
    var all = new long[to - from + 2];
    all[0] = begin;
    for (int piece = from; piece < to; piece++) {
      all[piece - from + 1] = ids[piece];
    }
    all[all.length - 1] = end;
    return all;
  }
}
