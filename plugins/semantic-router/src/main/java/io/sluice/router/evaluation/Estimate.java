package io.sluice.router.evaluation;

/**
 * A figure and the interval that holds it with the confidence of its {@link Bootstrap}.
 *
 * @param value NaN where the figure is not defined, such as a share of nothing
 * @param low NaN where too few rows define it
 * @param high NaN where too few rows define it
 */
public record Estimate(double value, double low, double high) {

  /** Of a figure that is not defined. */
  public static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  /** Returns whether there is a figure. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }
}
