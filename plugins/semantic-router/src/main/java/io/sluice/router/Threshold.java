package io.sluice.router;

import io.sluice.exchange.Problems;

/** The rule for a similarity threshold, wherever one is written. */
final class Threshold {

  static final String KEY = "similarity_threshold";

  private Threshold() {}

  static boolean isValid(double threshold) {
    return threshold > 0 && threshold <= 1;
  }

  static Problems check(Problems problems, double threshold) {
    return problems.require(isValid(threshold), KEY, "in (0, 1]", threshold);
  }
}
