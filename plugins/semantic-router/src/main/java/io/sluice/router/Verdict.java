package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Decision;
import io.sluice.exchange.routing.RoutingRecord;
import io.sluice.router.candidates.Candidates;

/** What the steps together come to. */
sealed interface Verdict {

  /** Returns why, in full. */
  RoutingRecord why();

  /**
   * The request goes to a target.
   *
   * @param eligible the targets that it may go to at all: budgets move it among them, and they do
   *     not ask who is out of rotation
   * @param decision why, in short
   */
  record Routed(Rotation.Chosen chosen, Candidates eligible, Decision decision, RoutingRecord why)
      implements Verdict {}

  /** The request goes nowhere. */
  record Refused(Action.Stop answer, String step, RoutingRecord why) implements Verdict {}
}
