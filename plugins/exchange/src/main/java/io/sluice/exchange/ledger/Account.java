package io.sluice.exchange.ledger;

import io.sluice.exchange.Problems;

/**
 * A budget as it is kept for one subject.
 *
 * @param key the same for the same budget and subject in every process, 1 to 512 characters
 * @param limit how much of the unit a window allows, at least 0
 * @param burst how much of what the window before left unspent may be spent on top, at least 0
 */
public record Account(String key, Unit unit, long limit, long burst, Window window) {

  /** Far beyond any budget; four of them still add up exactly in a double, which Lua counts in. */
  public static final long MOST = 1_000_000_000_000_000L;

  public Account {
    new Problems("account")
        .require(!key.isEmpty() && key.length() <= 512, "key", "1 to 512 characters", key)
        .require(limit >= 0 && limit <= MOST, "limit", "in 0 to " + MOST, limit)
        .require(burst >= 0 && burst <= MOST, "burst", "in 0 to " + MOST, burst)
        .throwIfAny();
  }
}
