package io.sluice.exchange;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The embeddings of one exchange's texts. Thread-safe. */
final class Embeddings {

  private final Map<Key, Embedding> known = new ConcurrentHashMap<>();

  Embedding of(String text, EmbeddingModel model) {
    return known.computeIfAbsent(new Key(model.id(), text), key -> model.embed(text));
  }

  private record Key(String model, String text) {}
}
