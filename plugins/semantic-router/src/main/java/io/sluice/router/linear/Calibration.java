package io.sluice.router.linear;

import java.util.Arrays;

/**
 * Makes a probability of a score, by a logistic curve fitted to scores that did not see their own
 * row (Platt).
 *
 * @param slope at least 0: a higher score never becomes a lower probability
 */
public record Calibration(double slope, double offset) {

  /** A small pull towards the base rate, in rows. */
  private static final double PENALTY = 1;

  /**
   * Fits the curve.
   *
   * @param scores at least one
   * @param values in [0, 1], one for each score
   */
  public static Calibration fit(double[] scores, double[] values) {
    double deviation = Scaling.of(rows(scores, 1)).deviations()[0];
    var fitted = Logistic.fit(rows(scores, 1 / deviation), values, PENALTY);
    double slope = fitted.weights()[0] / deviation;
    return slope >= 0
        ? new Calibration(slope, fitted.intercept())
        : new Calibration(0, Logistic.logit(Arrays.stream(values).average().orElse(0.5)));
  }

  private static double[][] rows(double[] scores, double scale) {
    return Arrays.stream(scores)
        .mapToObj(score -> new double[] {score * scale})
        .toArray(double[][]::new);
  }

  /** Returns the probability, in (0, 1). */
  public double probability(double score) {
    return Logistic.probability(Math.clamp(slope * score + offset, -12, 12));
  }
}
