package io.sluice.redis;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keys and arguments of one call of a ledger's script, in the order in which they are read. */
final class LedgerCall {

  private final String prefix;
  private final List<String> keys = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  /**
   * @param now for the script, in milliseconds since 1970; empty for the server's own clock
   */
  LedgerCall(String prefix, String now) {
    this.prefix = prefix;
    keys.add(prefix + "held");
    keys.add(prefix + "accounts");
    arguments.add(now);
    arguments.add(prefix);
  }

  /**
   * @param kind a letter that tells apart what may have the same name
   */
  LedgerCall key(String kind, String name) {
    keys.add(prefix + kind + ":" + name);
    return this;
  }

  LedgerCall argument(String argument) {
    arguments.add(argument);
    return this;
  }

  LedgerCall argument(long argument) {
    return argument(Long.toString(argument));
  }

  /** Adds a reservation: its id, and its text. */
  LedgerCall reservation(Reservation reservation) {
    argument(reservation.id());
    return argument(ReservationText.write(reservation));
  }

  /**
   * Adds a reservation's accounts, each with what counts in it of the spend, and of the one that
   * was expected.
   */
  LedgerCall accounts(Reservation reservation, Spend spend, WindowStarts starts, Instant moment) {
    return accounts(reservation.accounts(), spend, reservation.expected(), starts, moment);
  }

  /** Adds accounts in which nothing is to be counted. */
  LedgerCall accounts(List<Account> accounts, WindowStarts starts, Instant moment) {
    return accounts(accounts, Spend.NOTHING, Spend.NOTHING, starts, moment);
  }

  private LedgerCall accounts(
      List<Account> accounts, Spend spend, Spend expected, WindowStarts starts, Instant moment) {
    for (var account : accounts) {
      key("a", account.key());
      argument(account.limit());
      argument(account.burst());
      argument(spend.in(account.unit()));
      argument(expected.in(account.unit()));
      switch (account.window()) {
        case Window.Sliding sliding -> argument(sliding.slotMillis());
        case Window.Calendar calendar -> {
          argument(0);
          arguments.addAll(starts.around(calendar, moment));
        }
      }
    }
    return this;
  }

  List<String> keys() {
    return keys;
  }

  List<String> arguments() {
    return arguments;
  }
}
