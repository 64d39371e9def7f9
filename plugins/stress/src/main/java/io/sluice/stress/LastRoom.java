package io.sluice.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Two want the last room: one gets it, whichever account each names first. */
@JCStressTest
@Outcome(id = "true, false, 66", expect = ACCEPTABLE, desc = "The first was first.")
@Outcome(id = "false, true, 66", expect = ACCEPTABLE, desc = "The second was first.")
@State
public class LastRoom {

  private final LedgerUnderStress ledger = new LedgerUnderStress();

  @Actor
  public void first(ZZJ_Result result) {
    result.r1 =
        ledger.reserves(LedgerUnderStress.six("a", LedgerUnderStress.TEAM, LedgerUnderStress.USER));
  }

  @Actor
  public void second(ZZJ_Result result) {
    result.r2 =
        ledger.reserves(LedgerUnderStress.six("b", LedgerUnderStress.USER, LedgerUnderStress.TEAM));
  }

  /** Two digits: what is reserved of either account. */
  @Arbiter
  public void after(ZZJ_Result result) {
    result.r3 =
        10 * ledger.reserved(LedgerUnderStress.TEAM) + ledger.reserved(LedgerUnderStress.USER);
  }
}
