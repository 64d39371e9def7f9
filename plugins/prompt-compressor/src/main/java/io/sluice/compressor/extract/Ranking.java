package io.sluice.compressor.extract;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Units in the order of their worth, from which as many are kept as fit a budget. Immutable. */
public final class Ranking {

  private final List<Unit> units;
  private final int[] order;

  private Ranking(List<Unit> units, int[] order) {
    this.units = units;
    this.order = order;
  }

  /** Ranks by score, and what only repeats better units last. */
  static Ranking of(List<Unit> units, double[] scores, Reading reading) {
    return new Ranking(units, Novelty.repeatedLast(byScore(scores), units, reading));
  }

  /** Returns the numbers of the units, the best first; of two alike, the first. */
  static int[] byScore(double[] scores) {
    var keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits((float) -scores[i]);
      // Floats in the order of their bits, the negative ones turned round.
      int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      keys[i] = ((long) ascending << 32) | i;
    }
    Arrays.sort(keys);
    var order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /**
   * Returns what is kept: all required units, and the best of the others that still fit.
   *
   * @param budget in tokens, of all together
   */
  public BitSet within(long budget) {
    var kept = new BitSet(units.size());
    long left = budget;
    for (int i = 0; i < units.size(); i++) {
      if (units.get(i).required()) {
        kept.set(i);
        left -= units.get(i).size();
      }
    }
    for (int unit : order) {
      int size = units.get(unit).size();
      if (size <= left && !kept.get(unit)) {
        kept.set(unit);
        left -= size;
      }
    }
    return kept;
  }
}
