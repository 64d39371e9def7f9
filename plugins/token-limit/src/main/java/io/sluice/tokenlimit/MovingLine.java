package io.sluice.tokenlimit;

/**
 * How a number grows with another, from pairs of which the past fades: after 64 pairs a pair counts
 * half. Thread-safe.
 */
final class MovingLine {

  private static final double FADING = Math.pow(0.5, 1.0 / 64);

  /**
   * Pairs that are nearly one point have no direction: the spread of x that is needed, of its mean.
   */
  private static final double SPREAD = 0.1;

  /** A slope far from the ratio is an accident of few pairs. */
  private static final double FLATTEST = 1.0 / 3;

  private double weight;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;

  synchronized void add(long x, long y) {
    weight = weight * FADING + 1;
    sumX = sumX * FADING + x;
    sumY = sumY * FADING + y;
    sumXx = sumXx * FADING + (double) x * x;
    sumXy = sumXy * FADING + (double) x * y;
  }

  /**
   * Returns how much y grows with x, without what it has at least; the ratio where that is unclear.
   */
  synchronized double slope(double otherwise) {
    if (sumX <= 0 || sumY <= 0) {
      return otherwise;
    }
    double ratio = sumY / sumX;
    double slope = fit(ratio);
    return slope >= FLATTEST * ratio && slope <= ratio ? slope : ratio;
  }

  /** Returns y at x: in proportion to x where the line is unclear, and x before the first pair. */
  synchronized double at(long x) {
    if (sumX <= 0 || sumY <= 0) {
      return (double) x;
    }
    double ratio = sumY / sumX;
    double slope = fit(ratio);
    if (slope < FLATTEST * ratio || slope * FLATTEST > ratio) {
      return ratio * x;
    }
    // A line that meets zero before x does would make short ones free.
    return Math.max(FLATTEST * ratio * x, sumY / weight + slope * (x - sumX / weight));
  }

  /** Returns the slope of the line nearest to the pairs. */
  private double fit(double ratio) {
    double mean = sumX / weight;
    double variance = sumXx / weight - mean * mean;
    return variance < SPREAD * SPREAD * mean * mean
        ? ratio
        : (sumXy / weight - mean * sumY / weight) / variance;
  }
}
