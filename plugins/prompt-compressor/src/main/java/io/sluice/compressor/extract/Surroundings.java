package io.sluice.compressor.extract;

/** Spreads values over what stands around. */
final class Surroundings {

  private Surroundings() {}

  /** Adds to each value those before and behind it, each step away worth less by a factor. */
  static void smooth(double[] values, double decay) {
    int n = values.length;
    var behind = new double[n];
    double sum = 0;
    for (int i = n - 1; i >= 0; i--) {
      behind[i] = sum;
      sum = (sum + values[i]) * decay;
    }
    sum = 0;
    for (int i = 0; i < n; i++) {
      sum = sum * decay + values[i];
      values[i] = sum + behind[i];
    }
  }
}
