package io.sluice.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sluice.exchange.ledger.Reservation;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Two settle the same reservation: the spend of one of them counts. */
@JCStressTest
@Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "The first was first.")
@Outcome(id = "false, true, 9", expect = ACCEPTABLE, desc = "The second was first.")
@State
public class TwoSettlements {

  private final LedgerUnderStress ledger = new LedgerUnderStress();
  private final Reservation reservation = LedgerUnderStress.six("a", LedgerUnderStress.TEAM);

  public TwoSettlements() {
    ledger.reserves(reservation);
  }

  @Actor
  public void less(ZZJ_Result result) {
    result.r1 = ledger.settles(reservation, 2);
  }

  @Actor
  public void more(ZZJ_Result result) {
    result.r2 = ledger.settles(reservation, 9);
  }

  @Arbiter
  public void after(ZZJ_Result result) {
    result.r3 = ledger.used(LedgerUnderStress.TEAM) + 100 * ledger.reserved(LedgerUnderStress.TEAM);
  }
}
