package io.sluice.router.linear;

import java.util.List;

/**
 * Fits a {@link Linear} over the nearness to {@link Centres}: kernel ridge regression with few
 * centres.
 */
public final class Radial {

  /** Keeps the equations solvable where two centres are the same. */
  private static final double JITTER = 1e-6;

  private final double[][] near;
  private final SymmetricSystem system;

  /**
   * Prepares for any values; takes rows times the square of the centres in time.
   *
   * @param rows at least one
   * @param penalty above 0; the larger, the smoother
   */
  public Radial(Centres centres, List<float[]> rows, double penalty) {
    near = rows.stream().map(centres::nearness).toArray(double[][]::new);
    var matrix = centres.gram();
    var unused = new double[centres.size()];
    for (var row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= penalty;
      }
    }
    for (var row : near) {
      Linear.addProducts(matrix, unused, row, 1, 0);
    }
    Linear.mirror(matrix, JITTER * (1 + penalty));
    system = new SymmetricSystem(matrix);
  }

  /** Fits to values, one for each row. */
  public Linear fit(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    var right = new double[near[0].length];
    for (int i = 0; i < near.length; i++) {
      for (int j = 0; j < right.length; j++) {
        right[j] += near[i][j] * (values[i] - mean);
      }
    }
    return new Linear(system.solve(right), mean);
  }
}
