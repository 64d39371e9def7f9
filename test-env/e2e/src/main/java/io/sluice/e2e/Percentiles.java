package io.sluice.e2e;

import java.util.Arrays;
import java.util.Collection;

/**
 * Percentiles by nearest rank of durations in nanoseconds.
 *
 * <p>A sorted array rather than a histogram: it is exact, takes negative values (a difference of
 * two latencies can be one), and 100,000 values are 800 KB.
 */
final class Percentiles {

  private final long[] sorted;

  private Percentiles(long[] sorted) {
    this.sorted = sorted;
  }

  static Percentiles of(Collection<Long> nanos) {
    var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  int count() {
    return sorted.length;
  }

  /**
   * Returns the smallest value that at least {@code percent} of the values do not exceed, in
   * milliseconds.
   *
   * @param percent in (0, 100]
   * @throws IllegalStateException if there are no values
   */
  double millis(double percent) {
    if (sorted.length == 0) {
      throw new IllegalStateException("no values");
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }
}
