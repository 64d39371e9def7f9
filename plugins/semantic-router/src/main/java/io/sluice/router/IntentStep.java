package io.sluice.router;

import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.asked.Ask;
import java.util.Locale;
import java.util.Map;

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
     * @param nearest the one that came nearest, with its similarity
     */
    record Unclaimed(Map<String, String> nearest) implements Finding {}

    /** There are none. */
    record Nothing() implements Finding {}
  }

  Finding find(Ask ask) {
    return examples
        .nearest(ask.embedding(embeddings))
        .<Finding>map(match -> {
          var intent = match.intent();
          var similarity = String.format(Locale.ROOT, "%.3f", match.similarity());
          return match.claims()
              ? new Finding.Claimed(
                  Wish.of(new Aim.AtTier(intent.tier()), "intent")
                      .with("intent", intent.name())
                      .with("similarity", similarity)
                      .clear(match.similarity() - intent.similarityThreshold()))
              : new Finding.Unclaimed(Map.of("nearest", intent.name(), "similarity", similarity));
        })
        .orElseGet(Finding.Nothing::new);
  }
}
