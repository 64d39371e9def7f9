package io.sluice.tokenlimit.quota;

/** What becomes of a request for which a budget has no room. */
public enum OnExceed {
  /** It is answered with a 429. */
  REFUSE,
  /** It goes to a cheaper tier. */
  DEGRADE
}
