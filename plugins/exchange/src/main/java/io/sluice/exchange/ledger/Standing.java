package io.sluice.exchange.ledger;

import java.time.Duration;

/**
 * How an account stands.
 *
 * @param allowed by the window: the limit, and of the burst what the window before left unspent
 * @param used in this window, reservations not settled in time included
 * @param reserved for exchanges that have not ended
 * @param resetsIn until nothing of what counts now counts any more; zero when nothing does
 */
public record Standing(Account account, long allowed, long used, long reserved, Duration resetsIn) {

  /** Returns what can still be reserved, at least 0. */
  public long remaining() {
    return Math.max(0, allowed - used - reserved);
  }
}
