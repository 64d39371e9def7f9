package io.sluice.runner.evaluation;

import io.sluice.router.evaluation.Estimate;
import java.util.Locale;

/** How numbers are written for people. */
final class Shown {

  private static final String UNKNOWN = "-";

  private Shown() {}

  static String decimal(double number, int digits) {
    return Double.isNaN(number) ? UNKNOWN : String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  /** A figure with its interval. */
  static String estimate(Estimate estimate, int digits) {
    return !estimate.isDefined()
        ? UNKNOWN
        : Double.isNaN(estimate.low())
            ? decimal(estimate.value(), digits)
            : "%s (%s to %s)"
                .formatted(
                    decimal(estimate.value(), digits),
                    decimal(estimate.low(), digits),
                    decimal(estimate.high(), digits));
  }

  static String share(long count, long of) {
    return "%d (%s %%)".formatted(count, decimal(of == 0 ? Double.NaN : 100.0 * count / of, 1));
  }
}
