package io.sluice.router.evaluation;

import io.sluice.exchange.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Confidence intervals by resampling rows with replacement (the percentile bootstrap of Efron and
 * Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993, chapter 13).
 *
 * <p>The resamples depend on the seed and the number of rows alone. So figures of the same rows are
 * paired: the interval of their difference is that of a {@link Figure} which subtracts them.
 *
 * @param resamples how many, at least 1
 * @param level the confidence, in (0, 1)
 */
public record Bootstrap(int resamples, long seed, double level) {

  /** 1,000 resamples, 95 %. */
  public static final Bootstrap STANDARD = new Bootstrap(1000, 20_251_120L, 0.95);

  public Bootstrap {
    new Problems("bootstrap")
        .require(resamples >= 1, "resamples", "at least 1", resamples)
        .require(level > 0 && level < 1, "level", "in (0, 1)", level)
        .throwIfAny();
  }

  /** A figure of a sample. */
  @FunctionalInterface
  public interface Figure {

    /**
     * Returns the figure of a sample.
     *
     * @param times how often each row is in it; not changed
     * @return NaN where it is not defined
     */
    double of(int[] times);
  }

  /** Estimates a figure of so many rows. */
  public Estimate estimate(int rows, Figure figure) {
    return estimates(rows, List.of(figure)).getFirst();
  }

  /** Estimates several figures of the same rows, on the same resamples. */
  public List<Estimate> estimates(int rows, List<Figure> figures) {
    var times = new int[rows];
    Arrays.fill(times, 1);
    var values = figures.stream().mapToDouble(figure -> figure.of(times)).toArray();
    var samples = new double[figures.size()][resamples];
    var random = new SplittableRandom(seed);
    for (int sample = 0; sample < resamples; sample++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < rows; i++) {
        times[random.nextInt(rows)]++;
      }
      for (int i = 0; i < samples.length; i++) {
        samples[i][sample] = figures.get(i).of(times);
      }
    }
    var estimates = new Estimate[samples.length];
    for (int i = 0; i < samples.length; i++) {
      estimates[i] = estimate(values[i], samples[i]);
    }
    return List.of(estimates);
  }

  private Estimate estimate(double value, double[] samples) {
    var defined = Arrays.stream(samples).filter(sample -> !Double.isNaN(sample)).sorted().toArray();
    // Where most resamples have no figure, the others are no fair picture of it.
    return Double.isNaN(value) || 2 * defined.length <= samples.length
        ? new Estimate(value, Double.NaN, Double.NaN)
        : new Estimate(
            value, quantile(defined, (1 - level) / 2), quantile(defined, (1 + level) / 2));
  }

  /** Interpolated between the two nearest, as NumPy and R do. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
