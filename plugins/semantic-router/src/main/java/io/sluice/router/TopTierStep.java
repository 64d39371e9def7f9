package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.router.choice.Ranking;
import io.sluice.router.steady.TopTierShare;
import java.util.Optional;

/** Keeps consumers from using more than their share of the dearest tier. */
record TopTierStep(Optional<TopTierShare> share, RouterObserver observer) {

  Ranking apply(Ranking ranking, Deciding deciding) {
    var top = deciding.catalog().tiers().getLast();
    boolean wanted = ranking.first().tier().equals(top);
    boolean allowed =
        share.map(limit -> limit.allows(deciding.exchange().subject(), wanted)).orElse(true);
    if (!wanted || allowed) {
      return ranking;
    }
    var cheaper =
        deciding.catalog().cheaperThan(top).stream()
            .flatMap(tier -> ranking.first(target -> target.tier().equals(tier)).stream())
            .map(Target::tier)
            .findFirst();
    cheaper.ifPresent(tier -> {
      deciding.changed("top_tier", "share");
      observer.denied("share");
    });
    return cheaper
        .map(tier -> ranking.preferring(target -> target.tier().equals(tier)))
        .orElse(ranking);
  }
}
