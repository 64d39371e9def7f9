package io.sluice.tokenlimit;

/** What becomes of a request while the ledger is away. */
public enum OnError {
  /** It is held against this runner's share of each budget, in memory. */
  LOCAL,
  /** It passes, and is charged when the ledger is back. */
  OPEN,
  /** It is answered with a 503. */
  CLOSED
}
