package io.sluice.runner.cache;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Locale;
import java.util.Random;

/** A sentence model without a model: the sum of a random direction for each word. */
final class WordsModel implements EmbeddingModel {

  static final int DIMENSIONS = 64;

  @Override
  public String id() {
    return "words";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Embedding embed(String text) {
    var sum = new float[DIMENSIONS];
    for (var word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      var random = new Random(word.hashCode());
      for (int i = 0; i < DIMENSIONS; i++) {
        sum[i] += (float) random.nextGaussian();
      }
    }
    return Embedding.of(sum);
  }
}
