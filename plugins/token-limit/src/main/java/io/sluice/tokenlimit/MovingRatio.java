package io.sluice.tokenlimit;

/**
 * The ratio of two sums of which the past fades: after 64 pairs a pair counts half. Thread-safe.
 */
final class MovingRatio {

  private static final double FADING = Math.pow(0.5, 1.0 / 64);

  private double numerator;
  private double denominator;

  synchronized void add(long above, long below) {
    numerator = numerator * FADING + above;
    denominator = denominator * FADING + below;
  }

  synchronized double value(double otherwise) {
    return denominator > 0 ? numerator / denominator : otherwise;
  }
}
