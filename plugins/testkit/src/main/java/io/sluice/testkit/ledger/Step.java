package io.sluice.testkit.ledger;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import java.time.Duration;
import java.util.List;

/** One thing that happens to a ledger. */
sealed interface Step {

  /**
   * Does it.
   *
   * @return what came of it, in a form that is the same for every ledger
   */
  Object take(TokenLedger ledger, MovableClock clock);

  /** A reservation that is asked for; whether it is ever settled is another step. */
  record Reserve(Reservation reservation, Duration lifetime) implements Step {
    @Override
    public Object take(TokenLedger ledger, MovableClock clock) {
      return switch (ledger.reserve(reservation, lifetime)) {
        case Outcome.Granted granted -> seen(granted.standings());
        case Outcome.Refused refused when refused.full().account().burst() == 0 ->
            List.of(seen(refused.full()), refused.retryIn());
        case Outcome.Refused refused -> List.of(seen(refused.full()));
      };
    }
  }

  /** A settlement, of what is held or is not. */
  record Settle(Reservation reservation, Spend actual) implements Step {
    @Override
    public Object take(TokenLedger ledger, MovableClock clock) {
      return ledger.settle(reservation, actual).map(Step::seen);
    }
  }

  /** A charge. */
  record Charge(Reservation reservation, Spend actual, Duration remember) implements Step {
    @Override
    public Object take(TokenLedger ledger, MovableClock clock) {
      return ledger.charge(reservation, actual, remember).map(Step::seen);
    }
  }

  /** A question for what is held. */
  record Held(String id) implements Step {
    @Override
    public Object take(TokenLedger ledger, MovableClock clock) {
      return ledger.held(id);
    }
  }

  /** A claim. */
  record Claim(String mark, Duration lifetime) implements Step {
    @Override
    public Object take(TokenLedger ledger, MovableClock clock) {
      return ledger.claim(mark, lifetime);
    }
  }

  /** Time that passes. */
  record Pass(Duration time) implements Step {
    @Override
    public Object take(TokenLedger ledger, MovableClock clock) {
      clock.advance(time);
      return "";
    }
  }

  /**
   * How an account stands, as far as every ledger says the same: what has expired may move from
   * reserved to used a little early.
   */
  record Seen(Account account, long allowed, long counted, Duration resetsIn) {}

  static List<Seen> seen(List<Standing> standings) {
    return standings.stream().map(Step::seen).toList();
  }

  private static Seen seen(Standing standing) {
    return new Seen(
        standing.account(),
        standing.allowed(),
        standing.used() + standing.reserved(),
        standing.resetsIn());
  }
}
