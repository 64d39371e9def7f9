package io.sluice.router.intent;

import io.sluice.exchange.EmbeddingModel;

/**
 * The two sentence models that intents are told apart with; may be one and the same.
 *
 * @param similarity the model in whose cosines thresholds are written
 * @param meaning the model that tells near intents apart best
 */
public record SentenceModels(EmbeddingModel similarity, EmbeddingModel meaning) {

  /** Returns the model for both. */
  public static SentenceModels of(EmbeddingModel both) {
    return new SentenceModels(both, both);
  }

  boolean areOne() {
    return similarity.id().equals(meaning.id());
  }
}
