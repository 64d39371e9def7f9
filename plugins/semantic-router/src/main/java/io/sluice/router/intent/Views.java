package io.sluice.router.intent;

import java.util.List;

/**
 * What the linear head sees of a text: its embeddings beside each other, each without what all
 * examples have in common.
 *
 * @param similarityMean the mean of the examples' embeddings
 * @param meaningMean the same of the other model; empty where there is one model only
 */
record Views(float[] similarityMean, float[] meaningMean) {

  /**
   * Chosen on all three sets of {@code IntentQuality} together; between 0.4 and 0.6 all is even.
   */
  private static final float WEIGHT_OF_SIMILARITY = 0.4f;

  private static final float WEIGHT_OF_MEANING = 0.75f;

  static Views of(List<Vectors> examples, boolean one) {
    return new Views(
        mean(examples.stream().map(Vectors::similarity).toList()),
        one ? new float[0] : mean(examples.stream().map(Vectors::meaning).toList()));
  }

  int dimensions() {
    return similarityMean.length + meaningMean.length;
  }

  float[] of(Vectors text) {
    var seen = new float[dimensions()];
    boolean one = meaningMean.length == 0;
    centred(
        text.similarity(), similarityMean, one ? WEIGHT_OF_MEANING : WEIGHT_OF_SIMILARITY, seen, 0);
    if (!one) {
      centred(text.meaning(), meaningMean, WEIGHT_OF_MEANING, seen, similarityMean.length);
    }
    return seen;
  }

  private static void centred(float[] vector, float[] mean, float length, float[] into, int at) {
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      float x = vector[i] - mean[i];
      into[at + i] = x;
      squares += (double) x * x;
    }
    // All examples may be the same text.
    float scale = squares > 1e-12 ? (float) (length / Math.sqrt(squares)) : 0;
    for (int i = 0; i < mean.length; i++) {
      into[at + i] *= scale;
    }
  }

  static float[] mean(List<float[]> vectors) {
    var mean = new float[vectors.getFirst().length];
    for (var vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }
}
