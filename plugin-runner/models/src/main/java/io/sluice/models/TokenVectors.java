package io.sluice.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A vector for each piece; the direction of the sum of a text's is the text's.
 *
 * <p>Learns by AdaGrad, with one rate for each piece, so that rare ones learn as fast as common
 * ones.
 */
final class TokenVectors {

  private static final int EPOCHS = 3;
  private static final double RATE = 0.01;

  private final float[][] rows;

  TokenVectors(float[][] rows) {
    this.rows = rows;
  }

  float[][] rows() {
    return rows;
  }

  /**
   * Turns the sums of sentences towards vectors.
   *
   * @param directions one for each sentence, of length 1
   */
  void learn(List<int[]> sentences, float[][] directions, long seed) {
    var squares = new double[rows.length];
    Arrays.fill(squares, 1e-8);
    var order = new ArrayList<>(IntStream.range(0, sentences.size()).boxed().toList());
    var random = new Random(seed);
    long steps = (long) EPOCHS * order.size();
    long step = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      Collections.shuffle(order, random);
      for (int i : order) {
        double rate = RATE * (1 - step++ / (double) steps);
        learn(sentences.get(i), directions[i], rate, squares);
      }
    }
  }

  private void learn(int[] sentence, float[] direction, double rate, double[] squares) {
    var sum = sum(sentence);
    double length = Vectors.length(sum);
    if (length == 0) {
      return;
    }
    Vectors.scale(sum, 1 / length);
    // The gradient of the cosine by each row of the sum.
    var gradient = direction.clone();
    Vectors.add(gradient, -Vectors.dot(sum, direction), sum);
    Vectors.scale(gradient, 1 / length);
    double square = Vectors.dot(gradient, gradient) / gradient.length;
    for (int id : sentence) {
      squares[id] += square;
      Vectors.add(rows[id], rate / Math.sqrt(squares[id]), gradient);
    }
  }

  private float[] sum(int[] sentence) {
    var sum = new float[rows[0].length];
    for (int id : sentence) {
      Vectors.add(sum, 1, rows[id]);
    }
    return sum;
  }

  /** Returns the mean cosine between sentences and their vectors. */
  double likeness(List<int[]> sentences, float[][] directions) {
    return IntStream.range(0, sentences.size())
        .mapToDouble(i -> {
          var sum = sum(sentences.get(i));
          Vectors.normalise(sum);
          return Vectors.dot(sum, directions[i]);
        })
        .average()
        .orElse(0);
  }

  /**
   * Gives pieces that a model of English can't read one direction: texts of such pieces are all
   * near each other, so that none is taken for far from what it may well repeat.
   */
  void merge(List<Integer> foreign) {
    var direction = Vectors.mean(foreign.stream().map(id -> rows[id]).toArray(float[][]::new));
    var lengths = Arrays.stream(rows).mapToDouble(Vectors::length).sorted().toArray();
    Vectors.normalise(direction);
    Vectors.scale(direction, lengths[lengths.length / 2]);
    foreign.forEach(id -> rows[id] = direction);
  }
}
