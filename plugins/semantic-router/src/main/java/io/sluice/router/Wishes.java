package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.exchange.asked.Ask;
import java.util.List;
import java.util.Optional;

/**
 * Where a request should go: as its client asks, as an intent claims, as hard as it is, or the
 * default.
 */
final class Wishes {

  private final SemanticRouterConfig config;
  private final IntentStep intents;
  private final Optional<ComplexityStep> complexity;
  private final GuardStep guard;

  Wishes(
      SemanticRouterConfig config,
      IntentStep intents,
      Optional<ComplexityStep> complexity,
      GuardStep guard) {
    this.config = config;
    this.intents = intents;
    this.complexity = complexity;
    this.guard = guard;
  }

  /**
   * Returns the wish for a request.
   *
   * @param left where it could go
   */
  Wish of(Deciding deciding, List<Target> left) {
    return asNamed(deciding).orElseGet(() -> asMeant(deciding, left));
  }

  /** Returns what can be told without any model. */
  Wish blindly(Deciding deciding) {
    return asNamed(deciding).orElseGet(() -> byDefault("failure"));
  }

  private Optional<Wish> asNamed(Deciding deciding) {
    return config.clientModel().wish(deciding.exchange().request().model(), deciding.catalog());
  }

  private Wish asMeant(Deciding deciding, List<Target> left) {
    var ask = deciding.asked().ask();
    if (ask.text().isBlank()) {
      return byDefault("no_question");
    }
    return guard.apply(ask, deciding, (text, noting) -> asJudged(text, left, noting));
  }

  private Wish asJudged(Ask ask, List<Target> left, Deciding deciding) {
    var finding = intents.find(ask, deciding);
    if (finding instanceof IntentStep.Finding.Claimed(Wish wish)) {
      return wish;
    }
    var unclaimed = complexity.map(step -> step.wish(ask, left, deciding));
    if (finding instanceof IntentStep.Finding.Unclaimed(var nearest)) {
      return unclaimed
          .map(wish -> wish.after(nearest))
          .orElseGet(() -> byDefault("default").after(nearest));
    }
    return unclaimed.orElseGet(() -> byDefault("default"));
  }

  private Wish byDefault(String reason) {
    return Wish.of(new Aim.AtTier(config.defaultTier()), reason);
  }
}
