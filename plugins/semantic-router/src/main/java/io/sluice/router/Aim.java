package io.sluice.router;

/** Where a request is to go, before anybody looks at single targets. */
sealed interface Aim {

  /** To a tier. */
  record AtTier(String tier) implements Aim {}

  /** To a target that the client named. */
  record AtTarget(String target) implements Aim {}

  /** To whichever target is the best, of any tier. */
  record AtBest() implements Aim {}
}
