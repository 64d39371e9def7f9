package io.sluice.router.intent;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Multinomial logistic regression with L2 regularisation.
 *
 * <p>Learned by gradient descent with momentum in a seeded order: the same samples always give the
 * same weights.
 */
final class SoftmaxHead {

  /** Chosen on all three sets of {@code IntentQuality} together; from 0.01 to 0.1 all is even. */
  private static final float REGULARISATION = 0.03f;

  private static final int BATCH = 16;
  private static final float FIRST_STEP = 3;
  private static final float STEP_OF_BIAS = 0.1f;
  private static final float MOMENTUM = 0.9f;

  /** What is less moves no weight that anybody sees. */
  private static final float NEGLIGIBLE = 1e-4f;

  /** Many samples need fewer passes; fewer than four are not enough for any. */
  private static final int PASSED = 16_000;

  private static final int LEAST_PASSES = 4;
  private static final int MOST_PASSES = 10;

  private final Matrix weights;
  private final float[] bias;

  private SoftmaxHead(Matrix weights, float[] bias) {
    this.weights = weights;
    this.bias = bias;
  }

  static SoftmaxHead learn(List<Sample> samples, int intents) {
    return new Learning(samples, intents).head();
  }

  /** Returns the probability of each intent, given that it is one of them. */
  double[] probabilities(float[] vector) {
    var scores = weights.times(vector);
    for (int i = 0; i < scores.length; i++) {
      scores[i] += bias[i];
    }
    var probabilities = new double[scores.length];
    softmax(scores);
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = scores[i];
    }
    return probabilities;
  }

  private static void softmax(float[] scores) {
    float most = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Math.exp(scores[i] - most);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (scores[i] / sum);
    }
  }

  private static final class Learning {

    private final List<Sample> samples;
    private final int intents;
    private final int dimensions;
    private final float[][] weights;
    private final float[][] velocity;
    private final float[][] gradient;
    private final float[] bias;
    private final float[] biasGradient;

    Learning(List<Sample> samples, int intents) {
      this.samples = samples;
      this.intents = intents;
      dimensions = samples.getFirst().vector().length;
      weights = new float[dimensions][intents];
      velocity = new float[dimensions][intents];
      gradient = new float[dimensions][intents];
      bias = new float[intents];
      biasGradient = new float[intents];
    }

    SoftmaxHead head() {
      int passes = Math.clamp(PASSED / samples.size(), LEAST_PASSES, MOST_PASSES);
      int batches = (samples.size() + BATCH - 1) / BATCH;
      var random = new Random(1);
      var order = new int[samples.size()];
      Arrays.setAll(order, i -> i);
      for (int step = 0; step < passes * batches; step++) {
        int batch = step % batches;
        if (batch == 0) {
          shuffle(order, random);
        }
        int from = batch * BATCH;
        int to = Math.min(from + BATCH, order.length);
        for (int i = from; i < to; i++) {
          addGradient(samples.get(order[i]));
        }
        move(FIRST_STEP * (1 - (float) step / (passes * batches)), to - from);
      }
      return new SoftmaxHead(Matrix.ofDimensions(intents, weights), bias);
    }

    private void addGradient(Sample sample) {
      var errors = Matrix.ofDimensions(intents, weights).times(sample.vector());
      for (int i = 0; i < intents; i++) {
        errors[i] += bias[i];
      }
      softmax(errors);
      toErrors(errors, sample);
      for (int i = 0; i < intents; i++) {
        biasGradient[i] += errors[i];
      }
      addOuterProduct(sample.vector(), errors);
    }

    /** The derivative of −log p; for a negative sample, of −log(1 − p). */
    private static void toErrors(float[] probabilities, Sample sample) {
      float own = probabilities[sample.intent()];
      if (sample.negative()) {
        // Bounded: a negative beside an example would pull without end.
        float rest = Math.max(1 - own, 0.05f);
        for (int i = 0; i < probabilities.length; i++) {
          probabilities[i] *= -own / rest;
        }
        probabilities[sample.intent()] = own;
      } else {
        probabilities[sample.intent()] = own - 1;
      }
    }

    private void addOuterProduct(float[] vector, float[] errors) {
      var places = new int[intents];
      int count = 0;
      for (int i = 0; i < intents; i++) {
        if (Math.abs(errors[i]) > NEGLIGIBLE) {
          places[count++] = i;
        }
      }
      // Late in learning most errors are negligible; a plain loop over all is faster before that.
      boolean few = count * 8 < intents;
      for (int d = 0; d < dimensions; d++) {
        if (few) {
          for (int k = 0; k < count; k++) {
            gradient[d][places[k]] += vector[d] * errors[places[k]];
          }
        } else {
          Matrix.addScaled(gradient[d], vector[d], errors);
        }
      }
    }

    private void move(float step, int size) {
      float slope = step / size;
      float shrink = step * REGULARISATION / samples.size();
      for (int d = 0; d < dimensions; d++) {
        move(weights[d], velocity[d], gradient[d], slope, shrink);
        Arrays.fill(gradient[d], 0);
      }
      for (int i = 0; i < intents; i++) {
        bias[i] -= slope * STEP_OF_BIAS * biasGradient[i];
      }
      Arrays.fill(biasGradient, 0);
    }

    private static void move(
        float[] weights, float[] velocity, float[] gradient, float slope, float shrink) {
      for (int i = 0; i < weights.length; i++) {
        float moved = MOMENTUM * velocity[i] - slope * gradient[i] - shrink * weights[i];
        velocity[i] = moved;
        weights[i] += moved;
      }
    }

    private static void shuffle(int[] order, Random random) {
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
      }
    }
  }
}
