package io.sluice.router.linear;

import java.util.Arrays;

/** Logistic regression: a {@link Linear} whose sum is the logit of a probability. */
public final class Logistic {

  private static final int STEPS = 30;

  /** A probability is held this far from 0 and 1. */
  private static final double EDGE = 1e-6;

  private Logistic() {}

  /** Returns the probability of a logit. */
  public static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** Returns the logit of a probability; of 0 and 1, a large finite number. */
  public static double logit(double probability) {
    double held = Math.clamp(probability, EDGE, 1 - EDGE);
    return Math.log(held / (1 - held));
  }

  /**
   * Fits by Newton's method with a penalty on the weights, not on the intercept.
   *
   * @param rows at least one, all equally long
   * @param values in [0, 1], one for each row
   * @param penalty above 0
   */
  public static Linear fit(double[][] rows, double[] values, double penalty) {
    int n = rows[0].length;
    // The intercept is the last weight.
    var weights = new double[n + 1];
    weights[n] = logit(Arrays.stream(values).average().orElse(0.5));
    for (int step = 0; step < STEPS; step++) {
      var change = step(rows, values, penalty, weights);
      double largest = 0;
      for (int j = 0; j <= n; j++) {
        weights[j] += change[j];
        largest = Math.max(largest, Math.abs(change[j]));
      }
      if (largest < 1e-8) {
        break;
      }
    }
    return new Linear(Arrays.copyOf(weights, n), weights[n]);
  }

  private static double[] step(double[][] rows, double[] values, double penalty, double[] weights) {
    int n = weights.length - 1;
    var matrix = new double[n + 1][n + 1];
    var right = new double[n + 1];
    var row = new double[n + 1];
    row[n] = 1;
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, row, 0, n);
      double sum = 0;
      for (int j = 0; j <= n; j++) {
        sum += weights[j] * row[j];
      }
      double expected = probability(sum);
      // The floor keeps steps finite where every row is far on its side.
      double curvature = Math.max(1e-4, expected * (1 - expected));
      Linear.addProducts(matrix, right, row, curvature, values[i] - expected);
    }
    for (int j = 0; j < n; j++) {
      right[j] -= penalty * weights[j];
      matrix[j][j] += penalty;
    }
    Linear.mirror(matrix, 1e-9);
    return new SymmetricSystem(matrix).solve(right);
  }
}
