package io.sluice.exchange;

import java.util.HashMap;
import java.util.Map;

/** The embeddings of one exchange's texts. One thread at a time, as plugins run. */
final class QuestionEmbeddings {

  private final Map<Key, Embedding> known = new HashMap<>();

  Embedding of(String text, EmbeddingModel model) {
    return known.computeIfAbsent(new Key(model.id(), text), key -> model.embed(text));
  }

  private record Key(String model, String text) {}
}
