package io.sluice.compressor.extract;

/** Numbers in standard deviations from their mean. */
final class Normal {

  private Normal() {}

  /** Adds the standardised numbers, times a weight; nothing if they are all alike. */
  static void add(double[] values, double weight, double[] sum) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, values.length));
    if (deviation > 1e-9) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * (values[i] - mean) / deviation;
      }
    }
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / Math.max(1, values.length);
  }
}
