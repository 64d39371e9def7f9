package io.sluice.router;

import io.sluice.exchange.Decision;
import io.sluice.router.choice.Ease;
import java.util.Map;

/**
 * Where a request should go and why, as long as nothing stands in the way.
 *
 * @param ease how hard it is, where somebody looked
 * @param clarity by how much this is better than what else there is, in [0, 1]; 1 where it was
 *     asked for
 * @param agreed whether more than one sign speaks for it, where it rests on a guess
 * @param decision the reason, with what it rests on
 */
record Wish(Aim aim, Ease ease, double clarity, boolean agreed, Decision decision) {

  static Wish of(Aim aim, String reason) {
    return new Wish(aim, Ease.AVERAGE, 0, true, Decision.of(SemanticRouter.NAME, reason));
  }

  Wish with(String key, String value) {
    return new Wish(aim, ease, clarity, agreed, decision.with(key, value));
  }

  Wish clear(double by) {
    return new Wish(aim, ease, by, agreed, decision);
  }

  /** Returns the wish that came of no intent's claiming a request, which shows the nearest one. */
  Wish after(Map<String, String> nearest) {
    return with("nearest", nearest.getOrDefault("nearest", ""))
        .with("similarity", nearest.getOrDefault("similarity", ""));
  }
}
