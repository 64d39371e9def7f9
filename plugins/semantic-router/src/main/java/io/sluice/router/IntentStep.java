package io.sluice.router;

import io.sluice.exchange.Decision;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.asked.Ask;
import java.util.Locale;
import java.util.Optional;

/** Sends what an intent claims to the intent's tier. */
final class IntentStep {

  private final Examples examples;
  private final EmbeddingModel embeddings;

  IntentStep(Examples examples, EmbeddingModel embeddings) {
    this.examples = examples;
    this.embeddings = embeddings;
  }

  /** What the intents make of a question. */
  sealed interface Finding {

    /** One claims it. */
    record Claimed(Wish wish) implements Finding {}

    /**
     * None claims it.
     *
     * @param decision names the nearest
     */
    record Unclaimed(Decision decision) implements Finding {}
  }

  Optional<Finding> find(Ask ask) {
    return examples
        .nearest(ask.embedding(embeddings))
        .map(match -> {
          var intent = match.intent();
          var similarity = String.format(Locale.ROOT, "%.3f", match.similarity());
          return match.claims()
              ? new Finding.Claimed(
                  Wish.of(new Aim.AtTier(intent.tier()), "intent")
                      .with("intent", intent.name())
                      .with("similarity", similarity)
                      .clear(match.similarity() - intent.similarityThreshold()))
              : new Finding.Unclaimed(
                  Decision.of(SemanticRouter.NAME, "default")
                      .with("nearest", intent.name())
                      .with("similarity", similarity));
        });
  }
}
