package io.sluice.compressor.extract;

import java.util.List;

/** Finds what says nothing that better units do not say, in one pass. */
final class Novelty {

  /** Share of a unit's pairs of words that stand in better units. */
  private static final double REPEATED = 0.7;

  /** Shorter units repeat each other by chance. */
  private static final int FEW_WORDS = 6;

  private Novelty() {}

  /** Returns the order with the units at its end that repeat others; required ones repeat none. */
  static int[] repeatedLast(int[] order, List<Unit> units, Reading reading) {
    var seen = new TermTable();
    var fresh = new int[order.length];
    var repeated = new int[order.length];
    int first = 0;
    int last = 0;
    for (int unit : order) {
      if (!units.get(unit).required() && repeats(unit, reading, seen)) {
        repeated[last++] = unit;
      } else {
        fresh[first++] = unit;
      }
    }
    System.arraycopy(repeated, 0, fresh, first, last);
    return fresh;
  }

  private static boolean repeats(int unit, Reading reading, TermTable seen) {
    int length = reading.length(unit);
    int known = 0;
    for (int i = 1; i < length; i++) {
      long pair = reading.word(unit, i - 1) * 31 + reading.word(unit, i);
      int before = seen.count();
      seen.add(pair);
      known += seen.count() == before ? 1 : 0;
    }
    return length >= FEW_WORDS && known >= REPEATED * (length - 1);
  }
}
