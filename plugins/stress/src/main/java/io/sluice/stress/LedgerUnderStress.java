package io.sluice.stress;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.tokenlimit.ledger.InMemoryTokenLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A ledger that two threads use, with two accounts of ten tokens each. */
final class LedgerUnderStress {

  static final Account TEAM = account("team");
  static final Account USER = account("user");
  private static final Duration LIFETIME = Duration.ofSeconds(1);

  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final InMemoryTokenLedger ledger = new InMemoryTokenLedger(clock);

  private static Account account(String key) {
    return new Account(key, Unit.TOTAL_TOKENS, 10, 0, new Window.Sliding(Duration.ofMinutes(1)));
  }

  static Reservation six(String id, Account... accounts) {
    return new Reservation(id, List.of(accounts), tokens(6), "");
  }

  boolean reserves(Reservation reservation) {
    return ledger.reserve(reservation, LIFETIME) instanceof Outcome.Granted;
  }

  boolean settles(Reservation reservation, long tokens) {
    return ledger.settle(reservation, tokens(tokens)).isPresent();
  }

  boolean charges(Reservation reservation, long tokens) {
    return ledger.charge(reservation, tokens(tokens), LIFETIME).isPresent();
  }

  /** Lets what is held expire. */
  void expire() {
    clock.advance(LIFETIME);
    ledger.held("");
  }

  long used(Account account) {
    return standing(account).used();
  }

  long reserved(Account account) {
    return standing(account).reserved();
  }

  private Standing standing(Account account) {
    return ledger.standings(List.of(account)).getFirst();
  }

  private static Spend tokens(long tokens) {
    return new Spend(tokens, 0, 0);
  }
}
