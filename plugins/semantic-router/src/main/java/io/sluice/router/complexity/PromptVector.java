package io.sluice.router.complexity;

import io.sluice.exchange.Embedding;
import io.sluice.router.linear.Scaling;

/**
 * A prompt as the model sees it.
 *
 * @param sentence the embedding's numbers
 * @param text the scaled features
 */
record PromptVector(double[] sentence, double[] text) {

  /** How much a deviation of a feature weighs beside the embedding, whose length is 1. */
  private static final double TEXT_WEIGHT = 0.1;

  static PromptVector of(Embedding embedding, double[] features, Scaling scaling) {
    var numbers = embedding.toArray();
    var sentence = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      sentence[i] = numbers[i];
    }
    return new PromptVector(sentence, scaling.of(features));
  }

  /** Returns both in one row, to be compared with other prompts. */
  float[] joined() {
    var joined = new float[sentence.length + text.length];
    for (int i = 0; i < sentence.length; i++) {
      joined[i] = (float) sentence[i];
    }
    for (int i = 0; i < text.length; i++) {
      joined[sentence.length + i] = (float) (TEXT_WEIGHT * text[i]);
    }
    return joined;
  }
}
