package io.sluice.onnx;

import java.util.ArrayList;

/**
 * How a sentence model is to be read and run.
 *
 * @param pooling what the model was trained with
 * @param dimensions numbers of an embedding, at least 1; checked against the model
 * @param maxTokens how much of a text is read, in tokens, its two end marks included; what is
 *     longer is cut at its end. From 8 to 512, and no more than the model takes
 * @param concurrency how many texts are embedded at once, one core each; at least 1
 */
public record EmbeddingConfig(Pooling pooling, int dimensions, int maxTokens, int concurrency) {

  public EmbeddingConfig {
    var problems = new ArrayList<String>();
    if (dimensions < 1) {
      problems.add("dimensions must be at least 1, but was " + dimensions);
    }
    if (maxTokens < 8 || maxTokens > 512) {
      problems.add("max_tokens must be in [8, 512], but was " + maxTokens);
    }
    if (concurrency < 1) {
      problems.add("concurrency must be at least 1, but was " + concurrency);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("embedding model: " + String.join("; ", problems));
    }
  }

  /** Returns the settings of the packaged model: 256 tokens, as many texts at once as cores. */
  public static EmbeddingConfig miniLm() {
    return new EmbeddingConfig(Pooling.MEAN, 384, 256, Runtime.getRuntime().availableProcessors());
  }

  /** Returns the settings of bge-small: 256 tokens, as many texts at once as cores. */
  public static EmbeddingConfig bgeSmall() {
    return new EmbeddingConfig(
        Pooling.FIRST_TOKEN, 384, 256, Runtime.getRuntime().availableProcessors());
  }

  /** Returns these settings with another limit of tokens. */
  public EmbeddingConfig withMaxTokens(int newMaxTokens) {
    return new EmbeddingConfig(pooling, dimensions, newMaxTokens, concurrency);
  }

  /** Returns these settings with another number of texts at once. */
  public EmbeddingConfig withConcurrency(int newConcurrency) {
    return new EmbeddingConfig(pooling, dimensions, maxTokens, newConcurrency);
  }
}
