package io.sluice.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sluice.exchange.ledger.Reservation;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** A settlement comes as the lifetime ends: the spend counts, or what was reserved. */
@JCStressTest
@Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "It came in time.")
@Outcome(id = "false, 6", expect = ACCEPTABLE, desc = "It came too late.")
@State
public class LateSettlement {

  private final LedgerUnderStress ledger = new LedgerUnderStress();
  private final Reservation reservation = LedgerUnderStress.six("a", LedgerUnderStress.TEAM);

  public LateSettlement() {
    ledger.reserves(reservation);
  }

  @Actor
  public void settlement(ZJ_Result result) {
    result.r1 = ledger.settles(reservation, 2);
  }

  @Actor
  public void time() {
    ledger.expire();
  }

  @Arbiter
  public void after(ZJ_Result result) {
    result.r2 = ledger.used(LedgerUnderStress.TEAM) + 100 * ledger.reserved(LedgerUnderStress.TEAM);
  }
}
