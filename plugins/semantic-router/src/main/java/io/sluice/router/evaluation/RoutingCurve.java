package io.sluice.router.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What quality a ranking of prompts gives when the first of them go to a strong model and the rest
 * to a weak one, as RouteLLM measures it (Ong et al., arXiv 2406.18665, section 3.2).
 *
 * <p>With quality(x) the mean quality when the share x of the highest scores goes to the strong
 * model, the <i>performance gap recovered</i> is PGR(x) = (quality(x) - quality(0)) / (quality(1) -
 * quality(0)). Prompts of equal scores count as the mean over all their orders, and a share that
 * ends within a prompt takes that part of it: a ranking that says nothing has exactly PGR(x) = x.
 *
 * <p>Immutable.
 */
public final class RoutingCurve {

  /** PGR is taken at 0, 10, ... 100 %. */
  private static final int STEPS = 10;

  private final double[] weak;
  private final double[] gain;

  /** Rows by their scores, highest first. */
  private final int[] order;

  /** Where in the order a score follows that differs from the one before; the last is the end. */
  private final int[] ends;

  /**
   * Ranks prompts.
   *
   * @param score the higher, the sooner a prompt goes to the strong model
   * @param weak the quality of the weak model's answers, as many
   * @param strong that of the strong model's
   * @throws IllegalArgumentException if there are no rows, or not as many of each
   */
  public RoutingCurve(double[] score, double[] weak, double[] strong) {
    if (score.length == 0 || weak.length != score.length || strong.length != score.length) {
      throw new IllegalArgumentException(
          "a curve of %d scores, %d weak and %d strong answers"
              .formatted(score.length, weak.length, strong.length));
    }
    this.weak = weak.clone();
    this.gain = new double[weak.length];
    Arrays.setAll(gain, i -> strong[i] - weak[i]);
    this.order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> score[row]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    this.ends =
        IntStream.rangeClosed(1, order.length)
            .filter(
                i -> i == order.length || Double.compare(score[order[i]], score[order[i - 1]]) != 0)
            .toArray();
  }

  /** Returns how many prompts were ranked. */
  public int rows() {
    return order.length;
  }

  /**
   * Returns the average performance gap recovered: the area under PGR by the trapezoid rule over 11
   * points. 0.5 for a ranking that says nothing; NaN where the strong model is no better.
   */
  public double apgr() {
    return apgr(once());
  }

  /** Returns the same of a sample, in which each row is so many times. */
  public double apgr(int[] times) {
    var recovered = recovered(times);
    double sum = (recovered[0] + recovered[STEPS]) / 2;
    for (int i = 1; i < STEPS; i++) {
      sum += recovered[i];
    }
    return sum / STEPS;
  }

  /**
   * Returns the call-performance threshold: the smallest share of prompts for the strong model with
   * which PGR reaches a share, on the line through the 11 points. NaN where the strong model is no
   * better.
   *
   * @param share of the gap, in [0, 1]
   */
  public double cpt(double share) {
    return cpt(share, once());
  }

  /** Returns the same of a sample, in which each row is so many times. */
  public double cpt(double share, int[] times) {
    var recovered = recovered(times);
    for (int i = 0; i <= STEPS; i++) {
      // The end is 1 up to rounding.
      if (recovered[i] >= share || (i == STEPS && !Double.isNaN(recovered[i]))) {
        double before = i == 0 ? 0 : recovered[i - 1];
        double part = i == 0 ? 1 : Math.min(1, (share - before) / (recovered[i] - before));
        return i == 0 ? 0 : (i - 1 + part) / STEPS;
      }
    }
    return Double.NaN;
  }

  /**
   * Returns the mean quality when a share of the prompts goes to the strong model.
   *
   * @param share in [0, 1]
   */
  public double quality(double share) {
    return quality(share, once());
  }

  /** Returns the same of a sample, in which each row is so many times. */
  public double quality(double share, int[] times) {
    return qualities(new double[] {share}, times)[0];
  }

  private int[] once() {
    var times = new int[order.length];
    Arrays.fill(times, 1);
    return times;
  }

  private double[] recovered(int[] times) {
    var shares = new double[STEPS + 1];
    Arrays.setAll(shares, i -> (double) i / STEPS);
    var quality = qualities(shares, times);
    double gap = quality[STEPS] - quality[0];
    return Arrays.stream(quality)
        .map(value -> gap > 0 ? (value - quality[0]) / gap : Double.NaN)
        .toArray();
  }

  /**
   * @param shares ascending
   */
  private double[] qualities(double[] shares, int[] times) {
    double rows = 0;
    double base = 0;
    for (int row = 0; row < times.length; row++) {
      rows += times[row];
      base += times[row] * weak[row];
    }
    var quality = new double[shares.length];
    int next = 0;
    double count = 0;
    double gained = 0;
    int from = 0;
    for (int end : ends) {
      double here = 0;
      double more = 0;
      for (; from < end; from++) {
        here += times[order[from]];
        more += times[order[from]] * gain[order[from]];
      }
      while (next < shares.length && shares[next] * rows <= count + here) {
        double part = here == 0 ? 0 : (shares[next] * rows - count) / here;
        quality[next++] = (base + gained + part * more) / rows;
      }
      count += here;
      gained += more;
    }
    while (next < shares.length) {
      quality[next++] = (base + gained) / rows;
    }
    return quality;
  }
}
