package io.sluice.router;

import io.sluice.router.choice.Ease;
import java.util.Optional;

/** Where a request should go: as its client asks, as an intent claims, or the default. */
final class Wishes {

  private final SemanticRouterConfig config;
  private final IntentStep intents;

  Wishes(SemanticRouterConfig config, IntentStep intents) {
    this.config = config;
    this.intents = intents;
  }

  Wish of(Deciding deciding) {
    return asNamed(deciding).orElseGet(() -> asMeant(deciding));
  }

  /** Returns what can be told without any model. */
  Wish blindly(Deciding deciding) {
    return asNamed(deciding).orElseGet(() -> byDefault("failure"));
  }

  private Optional<Wish> asNamed(Deciding deciding) {
    return config.clientModel().wish(deciding.exchange().request().model(), deciding.catalog());
  }

  private Wish asMeant(Deciding deciding) {
    var ask = deciding.asked().ask();
    if (ask.text().isBlank()) {
      return byDefault("no_question");
    }
    var finding = intents.find(ask);
    if (finding.isEmpty()) {
      return byDefault("default");
    }
    return switch (finding.get()) {
      case IntentStep.Finding.Claimed(Wish wish) -> wish;
      case IntentStep.Finding.Unclaimed(var nearest) ->
          new Wish(new Aim.AtTier(config.defaultTier()), Ease.AVERAGE, 0, nearest);
    };
  }

  private Wish byDefault(String reason) {
    return Wish.of(new Aim.AtTier(config.defaultTier()), reason);
  }
}
