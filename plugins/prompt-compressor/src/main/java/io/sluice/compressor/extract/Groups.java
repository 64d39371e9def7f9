package io.sluice.compressor.extract;

import java.util.List;
import java.util.function.ToIntFunction;

/** Which units belong together: those of a passage, or of a paragraph. */
final class Groups {

  private final int[] of;
  private final int count;

  private Groups(int[] of, int count) {
    this.of = of;
    this.count = count;
  }

  static Groups of(List<Unit> units, ToIntFunction<Unit> number) {
    var of = new int[units.size()];
    int count = 0;
    int last = 0;
    for (int i = 0; i < of.length; i++) {
      int current = number.applyAsInt(units.get(i));
      if (i == 0 || current != last) {
        count++;
      }
      last = current;
      of[i] = count - 1;
    }
    return new Groups(of, count);
  }

  /** Returns the group of a unit, from 0. */
  int of(int unit) {
    return of[unit];
  }

  int count() {
    return count;
  }

  int units() {
    return of.length;
  }

  boolean isFirst(int unit) {
    return unit == 0 || of[unit] != of[unit - 1];
  }

  /** Returns for each unit the greatest value of its group. */
  double[] best(double[] values) {
    var best = new double[count];
    for (int i = 0; i < of.length; i++) {
      best[of[i]] = isFirst(i) ? values[i] : Math.max(best[of[i]], values[i]);
    }
    return spread(best);
  }

  /** Returns for each unit the mean of its group, by weight. */
  double[] mean(double[] values, double[] weights) {
    var sums = new double[count];
    var totals = new double[count];
    for (int i = 0; i < of.length; i++) {
      sums[of[i]] += values[i] * weights[i];
      totals[of[i]] += weights[i];
    }
    for (int i = 0; i < count; i++) {
      sums[i] /= Math.max(totals[i], 1e-9);
    }
    return spread(sums);
  }

  double[] spread(double[] ofGroups) {
    var values = new double[of.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ofGroups[of[i]];
    }
    return values;
  }
}
