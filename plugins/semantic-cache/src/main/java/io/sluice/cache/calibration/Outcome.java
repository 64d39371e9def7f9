package io.sluice.cache.calibration;

/**
 * What one question would get.
 *
 * @param answerable whether a stored question is labelled the same
 * @param right whether the one it would be answered with is
 * @param score from which on it is a hit; negative infinity where it is none at any threshold,
 *     positive where it is one at each
 */
record Outcome(boolean answerable, boolean right, double score) {

  boolean isHit(double threshold) {
    return score >= threshold;
  }
}
