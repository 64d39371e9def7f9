package io.sluice.exchange.ledger;

import java.util.List;

/**
 * What one exchange holds against its accounts until it is settled.
 *
 * @param id of the exchange
 * @param accounts each once, at least one
 * @param expected what is held
 * @param note what whoever settles it must know, for when that is another process; at most 1 KB
 */
public record Reservation(String id, List<Account> accounts, Spend expected, String note) {

  public Reservation {
    accounts = List.copyOf(accounts);
  }
}
