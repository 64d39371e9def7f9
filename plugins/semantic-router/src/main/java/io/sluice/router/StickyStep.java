package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.router.choice.Ranking;
import io.sluice.router.steady.Stickiness;
import java.util.Optional;

/** Leaves a conversation where it is, unless something else is better by a clear margin. */
record StickyStep(Optional<Stickiness> stickiness) {

  Ranking apply(Ranking ranking, Wish wish, Deciding deciding) {
    var before =
        stickiness
            .filter(sticky -> deciding.isFollowUp() && !sticky.yieldsTo(wish.clarity()))
            .flatMap(sticky -> sticky.target(deciding.exchange()))
            .filter(target -> !ranking.first().name().equals(target))
            .filter(target -> ranking.first(left -> left.name().equals(target)).isPresent());
    before.ifPresent(target -> deciding.changed("sticky", target));
    return before.map(ranking::preferring).orElse(ranking);
  }

  void went(Target target, Deciding deciding) {
    stickiness.ifPresent(sticky -> sticky.went(deciding.exchange(), target.name()));
  }
}
