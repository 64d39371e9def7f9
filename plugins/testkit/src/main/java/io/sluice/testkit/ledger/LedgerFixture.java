package io.sluice.testkit.ledger;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A ledger, its clock, and short words for what tests do with them. */
abstract class LedgerFixture {

  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final Duration LIFETIME = Duration.ofSeconds(32);

  /** Its slots are whole seconds, so that at whole seconds nothing is rounded. */
  static final Duration LENGTH = Duration.ofSeconds(64);

  /** From a reservation until it counts no more in a window of that length. */
  static final Duration COUNTED = LENGTH.plusSeconds(1);

  final MovableClock clock = new MovableClock(START);
  TokenLedger ledger;

  /**
   * Returns a ledger in which nothing counts. It must be cheap: a test asks for thousands, one
   * after the other.
   *
   * @param clock the only one that the ledger reads, and its store too; stands at whole seconds
   */
  protected abstract TokenLedger ledger(InstantSource clock);

  @BeforeEach
  void open() {
    ledger = ledger(clock);
  }

  static Account account(String key, long limit) {
    return account(key, limit, 0, new Window.Sliding(LENGTH));
  }

  static Account account(String key, long limit, long burst, Window window) {
    return new Account(key, Unit.TOTAL_TOKENS, limit, burst, window);
  }

  static Spend tokens(long tokens) {
    long half = tokens / 2;
    return new Spend(half, tokens - half, 0);
  }

  static Reservation reservation(String id, long tokens, Account... accounts) {
    return new Reservation(id, List.of(accounts), tokens(tokens), "");
  }

  Outcome reserve(String id, long tokens, Account... accounts) {
    return ledger.reserve(reservation(id, tokens, accounts), LIFETIME);
  }

  boolean isGranted(String id, long tokens, Account... accounts) {
    return reserve(id, tokens, accounts) instanceof Outcome.Granted;
  }

  Outcome.Refused refused(String id, long tokens, Account... accounts) {
    if (reserve(id, tokens, accounts) instanceof Outcome.Refused refused) {
      return refused;
    }
    throw new AssertionError(id + " was granted");
  }

  Standing standing(Account account) {
    return ledger.standings(List.of(account)).getFirst();
  }

  /** Returns what counts in an account, spent or reserved. */
  long counted(Account account) {
    return standing(account).used() + standing(account).reserved();
  }
}
