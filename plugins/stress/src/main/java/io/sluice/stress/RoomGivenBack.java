package io.sluice.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sluice.exchange.ledger.Reservation;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/** A reservation meets the settlement that makes room for it. */
@JCStressTest
@Outcome(id = "true, 6, 2", expect = ACCEPTABLE, desc = "There was room by then.")
@Outcome(id = "false, 0, 2", expect = ACCEPTABLE, desc = "There was none yet.")
@State
public class RoomGivenBack {

  private final LedgerUnderStress ledger = new LedgerUnderStress();
  private final Reservation reservation = LedgerUnderStress.six("a", LedgerUnderStress.TEAM);

  public RoomGivenBack() {
    ledger.reserves(reservation);
  }

  @Actor
  public void settlement() {
    ledger.settles(reservation, 2);
  }

  @Actor
  public void reservation(ZJJ_Result result) {
    result.r1 = ledger.reserves(LedgerUnderStress.six("b", LedgerUnderStress.TEAM));
  }

  @Arbiter
  public void after(ZJJ_Result result) {
    result.r2 = ledger.reserved(LedgerUnderStress.TEAM);
    result.r3 = ledger.used(LedgerUnderStress.TEAM);
  }
}
