package io.sluice.tokenlimit;

/** Who holds what a request is expected to use. */
enum Holder {
  /** The ledger. */
  LEDGER,
  /** This runner's share, while the ledger is away. */
  SHARE,
  /** Nobody: it is charged when it has ended. */
  NOBODY
}
