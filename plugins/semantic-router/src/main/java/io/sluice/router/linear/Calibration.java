package io.sluice.router.linear;

import java.util.Arrays;

/**
 * Makes a probability of a score, by a logistic curve fitted to scores that did not see their own
 * row (Platt).
 *
 * @param slope above 0: a higher score is always a higher probability
 */
public record Calibration(double slope, double offset) {

  /** How many rows' worth of trust the score has before any row is seen. */
  private static final double TRUST = 20;

  /** What is left at least of the slope that the score would have if it were right. */
  private static final double LEAST = 0.05;

  private static final int STEPS = 30;

  /**
   * Fits the curve. With few rows it stays near the one of a score that is right, in units of the
   * values.
   *
   * @param scores at least one; as least squares expect the values, up to a constant
   * @param values in [0, 1], one for each score
   */
  public static Calibration fit(double[] scores, double[] values) {
    double mean = Arrays.stream(scores).average().orElse(0);
    double square = Arrays.stream(scores).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    double deviation = square > 1e-12 ? Math.sqrt(square) : 1;
    double rate = Math.clamp(Arrays.stream(values).average().orElse(0.5), 0.01, 0.99);
    double trusted = deviation / (rate * (1 - rate));
    // From a steep start, Newton's steps may go astray.
    double slope = 0;
    double offset = Logistic.logit(rate);
    for (int step = 0; step < STEPS; step++) {
      // The gradient and the curvature of the likelihood, with the trust as a prior.
      double slopeUp = TRUST * rate * (1 - rate) * (trusted - slope);
      double offsetUp = 0;
      double slopes = TRUST * rate * (1 - rate);
      double both = 0;
      double offsets = 1e-6;
      for (int i = 0; i < scores.length; i++) {
        double x = (scores[i] - mean) / deviation;
        double expected = Logistic.probability(slope * x + offset);
        double weight = Math.max(1e-4, expected * (1 - expected));
        slopeUp += x * (values[i] - expected);
        offsetUp += values[i] - expected;
        slopes += weight * x * x;
        both += weight * x;
        offsets += weight;
      }
      double determinant = slopes * offsets - both * both;
      slope += (slopeUp * offsets - offsetUp * both) / determinant;
      offset += (offsetUp * slopes - slopeUp * both) / determinant;
    }
    double held = Math.max(slope, LEAST * trusted) / deviation;
    return new Calibration(held, offset - held * mean);
  }

  /** Returns the probability, in (0, 1). */
  public double probability(double score) {
    return Logistic.probability(Math.clamp(slope * score + offset, -12, 12));
  }
}
