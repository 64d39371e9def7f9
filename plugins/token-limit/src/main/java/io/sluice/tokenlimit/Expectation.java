package io.sluice.tokenlimit;

/** How many completion tokens are reserved for a request that says how many it allows. */
enum Expectation {
  /** As many as it allows: no answer is longer than what was reserved. */
  MAX_TOKENS,
  /** What this consumer and target usually produce, and never more than it allows. */
  USUAL
}
