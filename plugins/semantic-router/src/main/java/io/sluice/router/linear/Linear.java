package io.sluice.router.linear;

import java.util.Arrays;

/**
 * A weighted sum of numbers.
 *
 * <p>Immutable.
 */
public final class Linear {

  private final double[] weights;
  private final double intercept;

  /**
   * @param weights finite; copied
   */
  public Linear(double[] weights, double intercept) {
    this.weights = weights.clone();
    this.intercept = intercept;
  }

  /**
   * Fits by least squares with a penalty on the weights, not on the intercept.
   *
   * @param rows at least one, all equally long
   * @param values what is to be predicted, one for each row
   * @param penalty above 0; the larger, the smaller the weights
   */
  public static Linear ridge(double[][] rows, double[] values, double penalty) {
    int n = rows[0].length;
    var means = new double[n];
    for (var row : rows) {
      for (int j = 0; j < n; j++) {
        means[j] += row[j] / rows.length;
      }
    }
    double mean = Arrays.stream(values).average().orElse(0);
    var centred = new double[rows.length][n];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < n; j++) {
        centred[i][j] = rows[i][j] - means[j];
      }
    }
    var off = Arrays.stream(values).map(value -> value - mean).toArray();
    var weights =
        rows.length < n ? byRows(centred, off, penalty) : byColumns(centred, off, penalty);
    double intercept = mean;
    for (int j = 0; j < n; j++) {
      intercept -= weights[j] * means[j];
    }
    return new Linear(weights, intercept);
  }

  private static double[] byColumns(double[][] rows, double[] values, double penalty) {
    int n = rows[0].length;
    var matrix = new double[n][n];
    var right = new double[n];
    for (int i = 0; i < rows.length; i++) {
      addProducts(matrix, right, rows[i], 1, values[i]);
    }
    mirror(matrix, penalty);
    return new SymmetricSystem(matrix).solve(right);
  }

  /** The same weights; cheaper where there are fewer rows than columns. */
  private static double[] byRows(double[][] rows, double[] values, double penalty) {
    var matrix = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k <= i; k++) {
        for (int j = 0; j < rows[i].length; j++) {
          matrix[i][k] += rows[i][j] * rows[k][j];
        }
      }
    }
    mirror(matrix, penalty);
    var shares = new SymmetricSystem(matrix).solve(values);
    var weights = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        weights[j] += shares[i] * rows[i][j];
      }
    }
    return weights;
  }

  /** Adds a row's products to the lower triangle. */
  static void addProducts(
      double[][] matrix, double[] right, double[] row, double weight, double value) {
    for (int j = 0; j < row.length; j++) {
      double scaled = weight * row[j];
      right[j] += row[j] * value;
      for (int k = 0; k <= j; k++) {
        matrix[j][k] += scaled * row[k];
      }
    }
  }

  /** Copies the lower triangle to the upper one and adds a number to the diagonal. */
  static void mirror(double[][] matrix, double diagonal) {
    for (int j = 0; j < matrix.length; j++) {
      matrix[j][j] += diagonal;
      for (int k = 0; k < j; k++) {
        matrix[k][j] = matrix[j][k];
      }
    }
  }

  /** Returns the sum. */
  public double of(double[] row) {
    if (row.length != weights.length) {
      throw new IllegalArgumentException(row.length + " numbers for " + weights.length);
    }
    double sum = intercept;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }

  /** Returns a copy of the weights. */
  public double[] weights() {
    return weights.clone();
  }

  public double intercept() {
    return intercept;
  }
}
