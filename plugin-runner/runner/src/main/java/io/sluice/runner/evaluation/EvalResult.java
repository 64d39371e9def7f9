package io.sluice.runner.evaluation;

import io.sluice.exchange.Catalog;
import io.sluice.router.evaluation.Baselines;
import io.sluice.router.evaluation.Bootstrap;
import io.sluice.router.evaluation.Comparison;
import io.sluice.router.evaluation.Estimate;
import io.sluice.router.evaluation.Evaluation;
import io.sluice.router.evaluation.Metric;
import io.sluice.router.evaluation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an evaluation found.
 *
 * @param file the golden set's name
 * @param route whose configuration was run, or the file that has it
 * @param labelled how many cases name their ideal tier
 * @param attempts how many would be answered by a cheaper target first, were it good enough
 * @param figures of all cases
 * @param compared with an earlier evaluation, where there is one
 */
record EvalResult(
    String file,
    String route,
    Catalog catalog,
    Baselines baselines,
    Bootstrap bootstrap,
    Evaluation evaluation,
    long labelled,
    long attempts,
    Map<Metric, Estimate> figures,
    Optional<Comparison> compared,
    List<Gate> gates) {

  /** How often each target was chosen; refused cases under an empty name. */
  Map<String, Long> targets() {
    return counted(outcome -> outcome.target().orElse(""));
  }

  Map<String, Long> reasons() {
    return counted(Outcome::reason);
  }

  private Map<String, Long> counted(Function<Outcome, String> by) {
    return evaluation.outcomes().stream()
        .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
  }

  /** Returns the figures of each category, without intervals; none where there is one category. */
  Map<String, Evaluation> categories() {
    var byCategory =
        evaluation.outcomes().stream()
            .collect(Collectors.groupingBy(Outcome::category, TreeMap::new, Collectors.toList()));
    var categories = new TreeMap<String, Evaluation>();
    if (byCategory.size() > 1) {
      byCategory.forEach((category, outcomes) ->
          categories.put(category, new Evaluation(catalog.tiers(), outcomes)));
    }
    return categories;
  }

  /** Returns why the command fails; none when every gate holds. */
  List<String> failures() {
    return gates.stream().flatMap(gate -> gate.failure(figures).stream()).toList();
  }
}
