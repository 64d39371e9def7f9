package io.sluice.router;

import io.sluice.exchange.Decision;
import io.sluice.router.choice.Ease;

/**
 * Where a request should go and why, as long as nothing stands in the way.
 *
 * @param ease how hard it is, where somebody looked
 * @param clarity by how much this is better than what else there is, in [0, 1]; 1 where it was
 *     asked for
 * @param decision the reason, with what it rests on
 */
record Wish(Aim aim, Ease ease, double clarity, Decision decision) {

  static Wish of(Aim aim, String reason) {
    return new Wish(aim, Ease.AVERAGE, 0, Decision.of(SemanticRouter.NAME, reason));
  }

  Wish with(String key, String value) {
    return new Wish(aim, ease, clarity, decision.with(key, value));
  }

  Wish clear(double by) {
    return new Wish(aim, ease, by, decision);
  }
}
