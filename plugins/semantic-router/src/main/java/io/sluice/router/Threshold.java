package io.sluice.router;

import io.sluice.exchange.Problems;

/** The rule for a similarity threshold, wherever one is written. */
final class Threshold {

  static final String KEY = "similarity_threshold";

  static final String RULE = "in (0, 1]";

  private Threshold() {}

  static boolean isValid(double threshold) {
    return threshold > 0 && threshold <= 1;
  }

  static Problems check(Problems problems, double threshold) {
    return problems.require(isValid(threshold), KEY, RULE, threshold);
  }
}
