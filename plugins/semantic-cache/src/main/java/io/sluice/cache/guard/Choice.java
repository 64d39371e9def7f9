package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;

/** What a lookup decided on the candidates it was given. */
public sealed interface Choice {

  /**
   * The answer to serve.
   *
   * @param score what was compared with the threshold; the similarity itself where the questions
   *     are the same in wording
   * @param wording whether the questions are the same in wording
   */
  record Hit(Candidate candidate, double score, boolean wording) implements Choice {}

  /** No candidate was near, or not near enough to be sure: the best one's score is below. */
  record TooFar(double score) implements Choice {}

  /** Candidates were near, and the guard told every one apart: how, for the nearest. */
  record Refused(Candidate candidate, Different why) implements Choice {}

  /** Returns the hit, if it is one. */
  default Optional<Hit> hit() {
    return this instanceof Hit hit ? Optional.of(hit) : Optional.empty();
  }
}
