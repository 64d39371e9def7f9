package io.sluice.exchange;

import java.util.HashMap;
import java.util.Map;

/** The embeddings of one exchange's question. One thread at a time, as plugins run. */
final class QuestionEmbeddings {

  private final Map<Key, Embedding> known = new HashMap<>();

  Embedding of(String question, EmbeddingModel model) {
    return known.computeIfAbsent(new Key(model.id(), question), key -> model.embed(question));
  }

  private record Key(String model, String question) {}
}
