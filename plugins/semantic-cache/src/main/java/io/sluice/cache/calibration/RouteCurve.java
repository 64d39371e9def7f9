package io.sluice.cache.calibration;

import java.util.List;

/**
 * What was measured for a route.
 *
 * @param route empty for the pairs that name none
 * @param stored how many different questions
 * @param asked how many different questions
 * @param answerable how many of them have a stored one that is the same
 * @param guarded the lookup as it is shipped, by rising thresholds
 * @param unguarded the same without its guard
 */
public record RouteCurve(
    String route,
    int stored,
    int asked,
    int answerable,
    List<Point> guarded,
    List<Point> unguarded,
    Recommendation recommended) {

  public RouteCurve {
    guarded = List.copyOf(guarded);
    unguarded = List.copyOf(unguarded);
  }
}
