package io.sluice.router.intent;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;

/** The same model by another name, whose vectors run the other way round. */
record OtherModel(EmbeddingModel model) implements EmbeddingModel {

  @Override
  public String id() {
    return "other-" + model.id();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public Embedding embed(String text) {
    var vector = model.embed(text).toArray();
    for (int i = 0; i < vector.length / 2; i++) {
      float first = vector[i];
      vector[i] = vector[vector.length - 1 - i];
      vector[vector.length - 1 - i] = first;
    }
    return Embedding.of(vector);
  }
}
