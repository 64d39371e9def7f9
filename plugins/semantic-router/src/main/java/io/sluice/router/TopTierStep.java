package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.router.choice.Ranking;
import io.sluice.router.steady.TopTierShare;
import java.util.Optional;

/**
 * Keeps the dearest tier for what needs it: a guess must rest on two signs that agree, and no
 * consumer uses more than its share.
 */
record TopTierStep(Optional<TopTierShare> share, RouterObserver observer) {

  Ranking apply(Ranking ranking, Wish wish, Deciding deciding) {
    var top = deciding.catalog().tiers().getLast();
    boolean wanted = ranking.first().tier().equals(top);
    boolean allowed =
        share
            .map(limit -> limit.allows(deciding.exchange().subject(), wanted && wish.agreed()))
            .orElse(true);
    if (!wanted || (allowed && wish.agreed())) {
      return ranking;
    }
    return deny(wish.agreed() ? "share" : "one_sign", top, ranking, deciding);
  }

  private Ranking deny(String why, String top, Ranking ranking, Deciding deciding) {
    var cheaper =
        deciding.catalog().cheaperThan(top).stream()
            .flatMap(tier -> ranking.first(target -> target.tier().equals(tier)).stream())
            .map(Target::tier)
            .findFirst();
    cheaper.ifPresent(tier -> {
      deciding.changed("top_tier", why);
      observer.denied(why);
    });
    return cheaper
        .map(tier -> ranking.preferring(target -> target.tier().equals(tier)))
        .orElse(ranking);
  }
}
