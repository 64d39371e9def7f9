package io.sluice.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a router's scores are worth: the prompts in order of their score, highest first, go to the
 * strong model up to a share; see the README of each set.
 *
 * @param gains how much the strong model's answer is better, in the order of the scores
 */
record RoutingCurve(double[] gains) {

  /** A figure with the interval that 95 % of its bootstrap samples are in. */
  record Figure(double value, double low, double high) {}

  private static final int POINTS = 10;
  private static final int SAMPLES = 300;

  /** Sorts; what has the same score stays in the order of the rows. */
  static RoutingCurve of(double[] scores, double[] gains) {
    return new RoutingCurve(Arrays.stream(order(scores)).mapToDouble(i -> gains[i]).toArray());
  }

  static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns the share of the whole gain that the first tenths of the prompts bring. */
  private double[] recovered() {
    double all = Arrays.stream(gains).sum();
    var points = new double[POINTS + 1];
    for (int point = 1; point <= POINTS; point++) {
      long count = Math.round(gains.length * (double) point / POINTS);
      points[point] = Arrays.stream(gains).limit(count).sum() / all;
    }
    return points;
  }

  /** Returns the area under the recovered share: 0.5 is what chance brings. */
  double apgr() {
    var points = recovered();
    double area = 0;
    for (int i = 0; i < POINTS; i++) {
      area += (points[i] + points[i + 1]) / 2 / POINTS;
    }
    return area;
  }

  /** Returns the smallest share of strong calls that recovers a share of the gain, in %. */
  double cpt(double share) {
    var points = recovered();
    for (int i = 0; i < POINTS; i++) {
      if (points[i + 1] >= share) {
        double within = (share - points[i]) / (points[i + 1] - points[i]);
        return 100.0 * (i + Math.max(0, within)) / POINTS;
      }
    }
    return 100;
  }

  static Figure figure(double[] scores, double[] gains, ToDoubleFunction<RoutingCurve> measured) {
    var random = new Random(1);
    var values = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      var drawn = random.ints(scores.length, 0, scores.length).toArray();
      values[i] =
          measured.applyAsDouble(
              of(
                  Arrays.stream(drawn).mapToDouble(j -> scores[j]).toArray(),
                  Arrays.stream(drawn).mapToDouble(j -> gains[j]).toArray()));
    }
    // Rows drawn without any gain between the models have no figure.
    var sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double value = measured.applyAsDouble(of(scores, gains));
    if (sorted.length == 0) {
      return new Figure(value, value, value);
    }
    return new Figure(value, sorted[sorted.length * 25 / 1000], sorted[sorted.length * 975 / 1000]);
  }
}
