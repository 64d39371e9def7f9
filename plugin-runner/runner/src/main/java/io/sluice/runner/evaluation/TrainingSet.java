package io.sluice.runner.evaluation;

import io.sluice.exchange.asked.Ask;
import io.sluice.router.complexity.TrainingExample;
import io.sluice.router.evaluation.Baselines;
import io.sluice.router.evaluation.Decided;
import io.sluice.router.evaluation.GoldenCase;
import io.sluice.router.evaluation.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cases of a golden set from which a model can learn.
 *
 * @param rows in the order of the set
 * @param leftOut cases of which the quality of one of the two targets is not known, or nobody asks
 */
record TrainingSet(List<Row> rows, int leftOut) {

  /**
   * A case with what it costs.
   *
   * @param cheapCost in micro-dollars
   * @param strongCost in micro-dollars
   */
  record Row(TrainingExample example, double cheapCost, double strongCost) {}

  TrainingSet {
    rows = List.copyOf(rows);
  }

  static TrainingSet of(GoldenSet golden, Judge judge) {
    var rows = new ArrayList<Row>();
    for (var one : golden.cases()) {
      var prompt = Ask.of(one.exchange("train")).text();
      var qualities = qualities(one, judge.baselines());
      if (prompt.isBlank() || qualities.isEmpty()) {
        continue;
      }
      var cost =
          judge
              .judge(
                  one,
                  new Decided(Optional.of(judge.baselines().cheap()), "train", Map.of(), false))
              .cost();
      rows.add(
          new Row(
              new TrainingExample(
                  prompt,
                  qualities.get().cheap(),
                  qualities.get().strong(),
                  one.category().isEmpty() ? Optional.empty() : Optional.of(one.category())),
              cost.cheap(),
              cost.strong()));
    }
    return new TrainingSet(rows, golden.cases().size() - rows.size());
  }

  private record Qualities(double cheap, double strong) {}

  /** An ideal tier says that the cheap one does well only where it is the cheap one. */
  private static Optional<Qualities> qualities(GoldenCase golden, Baselines baselines) {
    var cheap = golden.recorded().get(baselines.cheap().name());
    var strong = golden.recorded().get(baselines.strong().name());
    if (cheap != null && strong != null) {
      return Optional.of(new Qualities(cheap.quality(), strong.quality()));
    }
    return golden
        .tier()
        .filter(tier -> golden.recorded().isEmpty())
        .map(tier -> new Qualities(tier.equals(baselines.cheap().tier()) ? 1 : 0, 1));
  }

  List<TrainingExample> examples() {
    return rows.stream().map(Row::example).toList();
  }
}
