package io.sluice.runner.model;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** Embeddings of so few numbers that a model is fitted to them in no time. One thread. */
public final class SmallEmbeddings implements EmbeddingModel {

  private static final int DIMENSIONS = 16;

  private static final Pattern WORD = Pattern.compile("\\w+");

  private int calls;

  @Override
  public String id() {
    return "small";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Embedding embed(String text) {
    calls++;
    var sum = new float[DIMENSIONS];
    sum[0] = 1;
    WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .forEach(word -> {
          var random = new Random(word.group().hashCode());
          for (int i = 0; i < DIMENSIONS; i++) {
            sum[i] += (float) random.nextGaussian();
          }
        });
    return Embedding.of(sum);
  }

  /** Returns how often a text was embedded. */
  public int calls() {
    return calls;
  }
}
