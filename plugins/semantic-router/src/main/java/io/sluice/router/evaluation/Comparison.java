package io.sluice.router.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How two evaluations of the same cases differ.
 *
 * @param cases how many are in both, by their ids; the others are left out
 * @param moved how many of them went to another target
 * @param differences each figure now minus before, with the interval of the paired difference
 */
public record Comparison(int cases, int moved, Map<Metric, Estimate> differences) {

  /**
   * Compares outcomes.
   *
   * @param tiers from the cheapest to the dearest
   */
  public static Comparison of(
      List<String> tiers, List<Outcome> before, List<Outcome> now, Bootstrap bootstrap) {
    var known =
        before.stream()
            .collect(Collectors.toMap(Outcome::id, Function.identity(), (one, other) -> one));
    var both = now.stream().filter(outcome -> known.containsKey(outcome.id())).toList();
    var earlier = new ArrayList<Outcome>();
    int moved = 0;
    for (var outcome : both) {
      var first = known.getOrDefault(outcome.id(), outcome);
      earlier.add(first);
      moved += first.target().equals(outcome.target()) ? 0 : 1;
    }
    var subtrahend = new Evaluation(tiers, earlier).figures();
    var differences = new EnumMap<Metric, Bootstrap.Figure>(Metric.class);
    new Evaluation(tiers, both)
        .figures()
        .forEach((metric, after) -> {
          var first = subtrahend.getOrDefault(metric, times -> Double.NaN);
          differences.put(metric, times -> after.of(times) - first.of(times));
        });
    return new Comparison(
        both.size(), moved, Evaluation.estimates(bootstrap, both.size(), differences));
  }
}
