package io.sluice.router.linear;

/** Linear equations with a symmetric positive definite matrix. */
public final class SymmetricSystem {

  /** Lower triangle of the Cholesky factor, a row each. */
  private final double[][] factor;

  /**
   * Decomposes a matrix; takes the cube of its size in time.
   *
   * @param matrix symmetric; not changed
   * @throws IllegalArgumentException if it is not positive definite
   */
  public SymmetricSystem(double[][] matrix) {
    int n = matrix.length;
    factor = new double[n][];
    for (int i = 0; i < n; i++) {
      factor[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? root(sum) : sum / factor[j][j];
      }
    }
  }

  private static double root(double pivot) {
    if (!(pivot > 0)) {
      throw new IllegalArgumentException("not positive definite: a pivot of " + pivot);
    }
    return Math.sqrt(pivot);
  }

  /** Solves for one right side. */
  public double[] solve(double[] right) {
    int n = factor.length;
    var x = right.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      x[i] /= factor[i][i];
      for (int k = 0; k < i; k++) {
        x[k] -= factor[i][k] * x[i];
      }
    }
    return x;
  }
}
