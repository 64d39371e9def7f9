package io.sluice.tokenlimit;

import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Standing;
import io.sluice.tokenlimit.quota.Budget;
import java.util.List;

/** What became of one attempt to hold what a request is expected to use. */
sealed interface Admission {

  /** No budget covers it. */
  record Uncovered() implements Admission {}

  /** A budget in money covers it, and it has no price. */
  record Unpriced(Budget budget) implements Admission {}

  /**
   * It is let through.
   *
   * @param held kept with the exchange until it ends
   */
  record Admitted(Held held, List<Standing> standings) implements Admission {}

  /**
   * A budget has no room.
   *
   * @param needed of the budget's unit
   */
  record Full(Budget budget, Outcome.Refused refused, long needed) implements Admission {}

  /**
   * What a request holds.
   *
   * @param inLedger whether the ledger holds it, or this runner's share or nobody
   */
  record Held(Reservation reservation, Memo memo, boolean inLedger) {}
}
