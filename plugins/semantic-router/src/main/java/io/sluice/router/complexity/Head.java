package io.sluice.router.complexity;

import io.sluice.router.linear.Calibration;
import io.sluice.router.linear.Linear;

/** A score and the curve that makes a probability of it. */
record Head(Linear score, Calibration calibration) {

  double probability(double[] row) {
    return calibration.probability(score.of(row));
  }
}
