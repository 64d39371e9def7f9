package io.sluice.router.linear;

/**
 * Brings numbers of different kinds to one scale: mean 0, deviation 1 in the training rows, and
 * held within four deviations.
 *
 * <p>Immutable.
 */
public final class Scaling {

  private static final double FURTHEST = 4;

  private final double[] means;
  private final double[] deviations;

  /**
   * @param means finite; copied
   * @param deviations above 0, as many; copied
   */
  public Scaling(double[] means, double[] deviations) {
    this.means = means.clone();
    this.deviations = deviations.clone();
  }

  /** Learns the scale of some rows, at least one. */
  public static Scaling of(double[][] rows) {
    int n = rows[0].length;
    var means = new double[n];
    var deviations = new double[n];
    for (int j = 0; j < n; j++) {
      double sum = 0;
      double squares = 0;
      for (var row : rows) {
        sum += row[j];
        squares += row[j] * row[j];
      }
      means[j] = sum / rows.length;
      double variance = squares / rows.length - means[j] * means[j];
      // What was the same in every row says nothing: only a large difference would count.
      deviations[j] = variance > 1e-9 ? Math.sqrt(variance) : 1;
    }
    return new Scaling(means, deviations);
  }

  /** Returns a scaled copy. */
  public double[] of(double[] row) {
    var scaled = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      scaled[j] = Math.clamp((row[j] - means[j]) / deviations[j], -FURTHEST, FURTHEST);
    }
    return scaled;
  }

  public double[] means() {
    return means.clone();
  }

  public double[] deviations() {
    return deviations.clone();
  }
}
