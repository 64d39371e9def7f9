package io.sluice.cache.calibration;

import java.util.List;

/**
 * What a threshold does.
 *
 * @param sameHit of the questions with a stored one that is the same, those answered with it
 * @param falseOfAsked false hits, of all questions asked
 * @param falseOfHits false hits, of all hits
 */
public record Point(double threshold, Share sameHit, Share falseOfAsked, Share falseOfHits) {

  static Point of(double threshold, List<Outcome> outcomes) {
    long hits = count(outcomes, threshold, false);
    long right = count(outcomes, threshold, true);
    long answerable = outcomes.stream().filter(Outcome::answerable).count();
    return new Point(
        threshold,
        new Share(right, answerable),
        new Share(hits - right, outcomes.size()),
        new Share(hits - right, hits));
  }

  private static long count(List<Outcome> outcomes, double threshold, boolean rightOnly) {
    return outcomes.stream()
        .filter(outcome -> outcome.isHit(threshold) && (outcome.right() || !rightOnly))
        .count();
  }
}
