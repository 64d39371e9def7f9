package io.sluice.runner.evaluation;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.HashMap;
import java.util.Map;

/** Embeds each text once. One thread. */
final class RememberedEmbeddings implements EmbeddingModel {

  private final EmbeddingModel model;
  private final Map<String, Embedding> known = new HashMap<>();

  RememberedEmbeddings(EmbeddingModel model) {
    this.model = model;
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public Embedding embed(String text) {
    return known.computeIfAbsent(text, model::embed);
  }
}
