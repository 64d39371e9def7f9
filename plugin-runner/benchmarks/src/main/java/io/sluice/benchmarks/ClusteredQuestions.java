package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import java.util.Random;

/**
 * Vectors that lie as those of questions do: in clusters, since people ask about the same things.
 * The same seed gives the same vectors.
 */
final class ClusteredQuestions {

  static final int DIMENSIONS = 384;

  private static final int TOPICS = 1_000;

  /** A cosine of 0.82 to the topic's centre, and of 0.67 to another question on it. */
  private static final double OF_A_TOPIC = 0.7;

  /** A cosine of 0.96. */
  private static final double OF_A_QUESTION = 0.3;

  private final Random random;
  private final float[][] topics = new float[TOPICS][];

  ClusteredQuestions(long seed) {
    random = new Random(seed);
    for (int i = 0; i < TOPICS; i++) {
      topics[i] = direction();
    }
  }

  /** Returns another question on one of the topics. */
  Embedding next() {
    return beside(topics[random.nextInt(TOPICS)], OF_A_TOPIC);
  }

  /** Returns a question in other words. */
  Embedding rephrased(Embedding question) {
    return beside(question.toArray(), OF_A_QUESTION);
  }

  private Embedding beside(float[] centre, double distance) {
    var vector = direction();
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = centre[i] + (float) (distance * vector[i]);
    }
    return Embedding.of(vector);
  }

  private float[] direction() {
    var vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Embedding.of(vector).toArray();
  }
}
