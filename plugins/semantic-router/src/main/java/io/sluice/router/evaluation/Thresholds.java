package io.sluice.router.evaluation;

import io.sluice.exchange.Problems;
import java.util.Arrays;
import java.util.List;

/**
 * Which score is high enough for the strong model, so that a wanted quality or cost is reached.
 *
 * <p>A prompt goes to the strong model when its score is over the threshold. The figures at a
 * threshold are those of the rows it was chosen on: they are honest where the rows' scores come
 * from models that did not see them.
 */
public final class Thresholds {

  /**
   * A prompt with its score.
   *
   * @param hard how likely the cheap model fails
   * @param cheapCost of the cheap model's answer, in any unit
   * @param strongCost of the strong model's answer, in the same unit
   */
  public record Row(
      double hard,
      double cheapQuality,
      double strongQuality,
      double cheapCost,
      double strongCost) {}

  /**
   * What is wanted.
   *
   * @param kind of what the share is
   * @param share of always-strong, in (0, 1]: at least so much quality, or at most so much cost
   */
  public record Goal(Kind kind, double share) {

    /** What is reached. */
    public enum Kind {
      QUALITY,
      COST
    }

    public Goal {
      new Problems("goal")
          .require(share > 0 && share <= 1, "share", "in (0, 1]", share)
          .throwIfAny();
    }
  }

  /**
   * A threshold and what it brings.
   *
   * @param reached whether the goal is; otherwise the threshold is the one that comes nearest
   * @param hard the threshold; its interval is of the choice made anew on each resample
   * @param qualityKept Σ quality / Σ quality of always-strong, at this threshold
   * @param costOfStrong Σ cost / Σ cost of always-strong, at this threshold
   * @param strongShare of the prompts
   */
  public record Choice(
      boolean reached,
      Estimate hard,
      Estimate qualityKept,
      Estimate costOfStrong,
      Estimate strongShare) {}

  private final Row[] rows;

  /** By their scores, highest first. */
  public Thresholds(List<Row> rows) {
    this.rows = rows.toArray(Row[]::new);
    Arrays.sort(this.rows, (one, other) -> Double.compare(other.hard(), one.hard()));
  }

  /** Chooses the cheapest threshold that reaches a quality, or the best that keeps to a cost. */
  public Choice choose(Goal goal, Bootstrap bootstrap) {
    var once = new int[rows.length];
    Arrays.fill(once, 1);
    double chosen = threshold(goal, once);
    var estimates =
        bootstrap.estimates(
            rows.length,
            List.of(
                times -> threshold(goal, times),
                times -> sums(chosen, times).qualityKept(),
                times -> sums(chosen, times).costOfStrong(),
                times -> sums(chosen, times).strongShare()));
    return new Choice(
        sums(chosen, once).reaches(goal),
        estimates.get(0),
        estimates.get(1),
        estimates.get(2),
        estimates.get(3));
  }

  /**
   * Goes through the thresholds from the highest score, with which nobody goes to the strong model,
   * to 0, with which all do.
   */
  private double threshold(Goal goal, int[] times) {
    var sums = sums(1, times);
    double best = 1;
    if (goal.kind() == Goal.Kind.QUALITY && sums.reaches(goal)) {
      return best;
    }
    for (int i = 0; i < rows.length; ) {
      double score = rows[i].hard();
      for (; i < rows.length && rows[i].hard() == score; i++) {
        sums = sums.moved(rows[i], times[i]);
      }
      // Between two scores, so that neither decides by its rounding.
      double threshold = i < rows.length ? (score + rows[i].hard()) / 2 : 0;
      if (goal.kind() == Goal.Kind.QUALITY && sums.reaches(goal)) {
        return threshold;
      }
      if (goal.kind() == Goal.Kind.COST && !sums.reaches(goal)) {
        return best;
      }
      best = threshold;
    }
    return best;
  }

  private Sums sums(double threshold, int[] times) {
    var sums = new Sums(0, 0, 0, 0, 0, 0);
    for (int i = 0; i < rows.length; i++) {
      sums = sums.with(rows[i], times[i], rows[i].hard() > threshold);
    }
    return sums;
  }

  private record Sums(
      double quality,
      double strongQuality,
      double cost,
      double strongCost,
      double strong,
      double rows) {

    Sums with(Row row, int times, boolean isStrong) {
      return new Sums(
          quality + times * (isStrong ? row.strongQuality() : row.cheapQuality()),
          strongQuality + times * row.strongQuality(),
          cost + times * (isStrong ? row.strongCost() : row.cheapCost()),
          strongCost + times * row.strongCost(),
          strong + (isStrong ? times : 0),
          rows + times);
    }

    /** Returns the sums after a row went to the strong model. */
    Sums moved(Row row, int times) {
      return new Sums(
          quality + times * (row.strongQuality() - row.cheapQuality()),
          strongQuality,
          cost + times * (row.strongCost() - row.cheapCost()),
          strongCost,
          strong + times,
          rows);
    }

    double qualityKept() {
      return quality / strongQuality;
    }

    double costOfStrong() {
      return cost / strongCost;
    }

    double strongShare() {
      return strong / rows;
    }

    /** Up to the rounding of sums. */
    boolean reaches(Goal goal) {
      return goal.kind() == Goal.Kind.QUALITY
          ? qualityKept() >= goal.share() - 1e-9
          : costOfStrong() <= goal.share() + 1e-9;
    }
  }
}
