package io.sluice.router.complexity;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Locale;

/** A sentence model of few dimensions: texts are near each other that begin words alike. */
final class SmallModel implements EmbeddingModel {

  private final String id;

  SmallModel(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return 27;
  }

  @Override
  public Embedding embed(String text) {
    var vector = new float[27];
    vector[26] = 0.1f;
    for (var word : text.toLowerCase(Locale.ROOT).split(" ", -1)) {
      if (!word.isEmpty() && word.charAt(0) >= 'a' && word.charAt(0) <= 'z') {
        vector[word.charAt(0) - 'a']++;
      }
    }
    return Embedding.of(vector);
  }
}
