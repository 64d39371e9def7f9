package io.sluice.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sluice.exchange.ledger.Reservation;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** A charge meets a settlement of the same reservation: what was held is settled once. */
@JCStressTest
@Outcome(id = "true, false, 5", expect = ACCEPTABLE, desc = "The charge settled it.")
@Outcome(id = "true, true, 7", expect = ACCEPTABLE, desc = "It was settled, then charged.")
@State
public class ChargeAndSettlement {

  private final LedgerUnderStress ledger = new LedgerUnderStress();
  private final Reservation reservation = LedgerUnderStress.six("a", LedgerUnderStress.TEAM);

  public ChargeAndSettlement() {
    ledger.reserves(reservation);
  }

  @Actor
  public void charge(ZZJ_Result result) {
    result.r1 = ledger.charges(reservation, 5);
  }

  @Actor
  public void settlement(ZZJ_Result result) {
    result.r2 = ledger.settles(reservation, 2);
  }

  @Arbiter
  public void after(ZZJ_Result result) {
    result.r3 = ledger.used(LedgerUnderStress.TEAM) + 100 * ledger.reserved(LedgerUnderStress.TEAM);
  }
}
