package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A model that embeds each text once, however many caches ask. */
final class RememberingModel implements EmbeddingModel {

  private final EmbeddingModel model;
  private final Map<String, Embedding> embeddings = new ConcurrentHashMap<>();

  RememberingModel(EmbeddingModel model) {
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
    return embeddings.computeIfAbsent(text, model::embed);
  }

  @Override
  public boolean readsWhole(String text) {
    return model.readsWhole(text);
  }
}
