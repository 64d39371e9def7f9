package io.sluice.router.intent;

import io.sluice.exchange.asked.Ask;

/** The embeddings of one text by both models. */
record Vectors(float[] similarity, float[] meaning) {

  static Vectors of(Ask ask, SentenceModels models) {
    var similarity = ask.embedding(models.similarity()).toArray();
    return new Vectors(
        similarity, models.areOne() ? similarity : ask.embedding(models.meaning()).toArray());
  }
}
