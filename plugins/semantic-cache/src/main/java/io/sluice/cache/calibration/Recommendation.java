package io.sluice.cache.calibration;

import java.util.List;

/** Which threshold keeps false hits under a target. */
public sealed interface Recommendation {

  /** The smallest that does. */
  record Threshold(double value) implements Recommendation {}

  /**
   * Nobody can tell: even without a false hit, the bound is not under the target.
   *
   * @param needed questions at least
   */
  record TooFew(long asked, long needed) implements Recommendation {}

  /**
   * None that was looked at does.
   *
   * @param best what the highest does
   */
  record None(Point best) implements Recommendation {}

  /**
   * Finds the smallest threshold at which the upper end of the 95 % interval of false hits among
   * all asked is under a rate. Of all asked, because it only falls when the threshold rises.
   *
   * @param curve at least one point, by rising thresholds
   * @param mostFalseHits in (0, 1)
   */
  static Recommendation of(List<Point> curve, double mostFalseHits) {
    long asked = curve.getLast().falseOfAsked().of();
    long needed = Share.neededFor(mostFalseHits);
    if (asked < needed) {
      return new TooFew(asked, needed);
    }
    return curve.stream()
        .filter(point -> point.falseOfAsked().high() < mostFalseHits)
        .findFirst()
        .<Recommendation>map(point -> new Threshold(point.threshold()))
        .orElseGet(() -> new None(curve.getLast()));
  }
}
