package io.sluice.router.evaluation;

import io.sluice.router.evaluation.Bootstrap.Figure;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The curve of those outcomes that went somewhere and of which both baselines' quality is known.
 *
 * @param rows where they are among all outcomes
 * @param curve empty where there are none
 */
record RankedOutcomes(int[] rows, Optional<RoutingCurve> curve) {

  static RankedOutcomes of(List<Outcome> outcomes, ToDoubleFunction<Outcome> rank) {
    var rows = IntStream.range(0, outcomes.size()).filter(i -> isKnown(outcomes.get(i))).toArray();
    var known = IntStream.of(rows).mapToObj(outcomes::get).toList();
    return new RankedOutcomes(
        rows,
        known.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new RoutingCurve(
                    known.stream().mapToDouble(rank).toArray(),
                    known.stream().mapToDouble(o -> o.quality().cheap()).toArray(),
                    known.stream().mapToDouble(o -> o.quality().strong()).toArray())));
  }

  private static boolean isKnown(Outcome outcome) {
    return outcome.tier().isPresent()
        && !Double.isNaN(outcome.quality().cheap())
        && !Double.isNaN(outcome.quality().strong());
  }

  Figure figure(ToDoubleBiFunction<RoutingCurve, int[]> of) {
    return times ->
        curve
            .map(known -> of.applyAsDouble(known, IntStream.of(rows).map(i -> times[i]).toArray()))
            .orElse(Double.NaN);
  }
}
