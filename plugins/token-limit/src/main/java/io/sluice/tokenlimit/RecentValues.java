package io.sluice.tokenlimit;

import java.util.Arrays;

/** The last numbers of a series. Thread-safe. */
final class RecentValues {

  private static final int KEPT = 32;

  private final long[] values = new long[KEPT];
  private int added;

  synchronized void add(long value) {
    values[added % KEPT] = value;
    added = added + 1 < 2 * KEPT ? added + 1 : KEPT;
  }

  /** Returns the smallest that nine in ten of them do not exceed; 0 when there are none. */
  synchronized long ninthDecile() {
    int count = Math.min(added, KEPT);
    if (count == 0) {
      return 0;
    }
    var sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.ceilDiv(9 * count, 10) - 1];
  }
}
