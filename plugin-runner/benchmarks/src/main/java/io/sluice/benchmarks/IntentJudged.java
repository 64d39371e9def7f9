package io.sluice.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Answers to the questions of one split.
 *
 * @param right of each question that belongs to an intent, whether the answer is right
 * @param inScope the scores of those answers
 * @param outside the scores of the answers to the other questions
 */
record IntentJudged(boolean[] right, double[] inScope, double[] outside) {

  private static final int SAMPLES = 500;

  double accuracy() {
    return accuracyFrom(Double.NEGATIVE_INFINITY);
  }

  /** Returns the share of questions answered rightly, with a score of at least the threshold. */
  double accuracyFrom(double threshold) {
    int rightly = 0;
    for (int i = 0; i < right.length; i++) {
      rightly += right[i] && inScope[i] >= threshold ? 1 : 0;
    }
    return (double) rightly / right.length;
  }

  /** Returns the share of questions that belong nowhere and score less than the threshold. */
  double recallBelow(double threshold) {
    return (double) Arrays.stream(outside).filter(score -> score < threshold).count()
        / outside.length;
  }

  /**
   * Returns the recall at the highest threshold that keeps the accuracy; NaN where none does.
   *
   * @param accuracy of the questions that belong to an intent, those left alone counting as wrong
   */
  double recallAt(double accuracy) {
    var scores = new double[right.length];
    int count = 0;
    for (int i = 0; i < right.length; i++) {
      if (right[i]) {
        scores[count++] = inScope[i];
      }
    }
    int needed = (int) Math.ceil(accuracy * right.length);
    if (needed > count) {
      return Double.NaN;
    }
    Arrays.sort(scores, 0, count);
    return recallBelow(scores[count - needed]);
  }

  /** Returns how often a question that belongs to an intent scores more than one that does not. */
  double areaUnderCurve() {
    var sorted = outside.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (double score : inScope) {
      int below = place(sorted, score, false);
      wins += below + 0.5 * (place(sorted, score, true) - below);
    }
    return wins / inScope.length / outside.length;
  }

  /** Returns the threshold with the most accuracy and recall together. */
  double bestThreshold() {
    double best = 0;
    double most = -1;
    for (double threshold : inScope) {
      double sum = accuracyFrom(threshold) + recallBelow(threshold);
      if (sum > most) {
        most = sum;
        best = threshold;
      }
    }
    return best;
  }

  /**
   * Returns the mean difference between confidence and share of right answers, over ten bins of
   * confidence; questions that belong nowhere are never answered rightly.
   */
  double calibrationError() {
    var counts = new int[10];
    var scores = new double[10];
    var rightly = new int[10];
    for (int i = 0; i < right.length + outside.length; i++) {
      double score = i < right.length ? inScope[i] : outside[i - right.length];
      int bin = Math.clamp((int) (score * 10), 0, 9);
      counts[bin]++;
      scores[bin] += score;
      rightly[bin] += i < right.length && right[i] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      error += Math.abs(scores[bin] - rightly[bin]);
    }
    return error / (right.length + outside.length);
  }

  CacheMetric.Figure figure(ToDoubleFunction<IntentJudged> metric) {
    var random = new Random(1);
    var values = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      values[i] = metric.applyAsDouble(sample(random));
    }
    Arrays.sort(values);
    return new CacheMetric.Figure(
        metric.applyAsDouble(this), values[SAMPLES * 25 / 1000], values[SAMPLES * 975 / 1000]);
  }

  private IntentJudged sample(Random random) {
    var rights = new boolean[right.length];
    var ins = new double[right.length];
    var outs = new double[outside.length];
    for (int i = 0; i < right.length; i++) {
      int drawn = random.nextInt(right.length);
      rights[i] = right[drawn];
      ins[i] = inScope[drawn];
    }
    for (int i = 0; i < outside.length; i++) {
      outs[i] = outside[random.nextInt(outside.length)];
    }
    return new IntentJudged(rights, ins, outs);
  }

  private static int place(double[] sorted, double value, boolean afterEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (sorted[middle] < value || (afterEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
