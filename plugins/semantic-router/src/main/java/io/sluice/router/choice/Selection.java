package io.sluice.router.choice;

import io.sluice.exchange.Target;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.router.candidates.Asked;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which of several targets is the best.
 *
 * @param objective what counts
 * @param weights how much, where several things do
 * @param qualityBar the chance to answer well that is good enough, in [0, 1]
 */
public record Selection(Objective objective, Weights weights, double qualityBar) {

  /** Returns what is expected of a target. */
  public static Expected expected(Target target, Asked asked, Ease ease, TargetHealth health) {
    var quality = target.profile().quality();
    return new Expected(
        target,
        target.price().micros(asked.expectedUsage(target)),
        quality.isPresent()
            ? OptionalDouble.of(ease.chance(quality.get()))
            : OptionalDouble.empty(),
        health.latency(target.name()).map(latency -> latency.of(asked.expectedCompletion())));
  }

  /**
   * Returns targets in the order in which they are to be tried, the best first. Of equal ones the
   * first stays first.
   */
  public List<Expected> rank(List<Expected> targets) {
    return targets.stream().sorted(order(targets)).toList();
  }

  /** Returns whether a target is good enough; one of which nothing is known is taken to be. */
  public boolean passes(Expected target) {
    return target.quality().orElse(1) >= qualityBar;
  }

  private Comparator<Expected> order(List<Expected> targets) {
    Comparator<Expected> best = Comparator.comparingDouble(target -> -target.quality().orElse(0));
    return switch (objective) {
      case COST -> goodEnoughFirst(Comparator.comparingLong(Expected::micros));
      case QUALITY -> best.thenComparingLong(Expected::micros);
      case LATENCY ->
          goodEnoughFirst(
              Comparator.<Expected, Duration>comparing(Selection::latency)
                  .thenComparingLong(Expected::micros));
      case BALANCED -> {
        var most = Most.of(targets);
        yield Comparator.comparingDouble(target -> -worth(target, most));
      }
    };
  }

  /** Those that are good enough by one order, then the others, the best of them first. */
  private Comparator<Expected> goodEnoughFirst(Comparator<Expected> order) {
    return Comparator.<Expected, Boolean>comparing(target -> !passes(target))
        .thenComparingDouble(target -> passes(target) ? 0 : -target.quality().orElse(0))
        .thenComparing(order);
  }

  /** One that nobody measured yet comes first: that is how it gets measured. */
  private static Duration latency(Expected target) {
    return target.latency().orElse(Duration.ZERO);
  }

  private double worth(Expected target, Most most) {
    return weights.quality() * target.quality().orElse(most.quality())
        - weights.cost() * target.micros() / Math.max(1.0, most.micros())
        - weights.latency()
            * latency(target).toNanos()
            / Math.max(1.0, (double) most.latency().toNanos());
  }

  /** The largest of each, by which the others are measured. */
  private record Most(double micros, double quality, Duration latency) {

    static Most of(List<Expected> targets) {
      return new Most(
          targets.stream().mapToLong(Expected::micros).max().orElse(0),
          targets.stream()
              .map(Expected::quality)
              .flatMapToDouble(OptionalDouble::stream)
              .max()
              .orElse(0),
          targets.stream()
              .map(Expected::latency)
              .flatMap(Optional::stream)
              .max(Comparator.naturalOrder())
              .orElse(Duration.ZERO));
    }
  }
}
