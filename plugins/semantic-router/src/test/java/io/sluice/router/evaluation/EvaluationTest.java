package io.sluice.router.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static final Bootstrap FEW = new Bootstrap(200, 1, 0.95);

  private final Judge judge =
      new Judge(
          Golden.CATALOG,
          Baselines.of(Golden.CATALOG, List.of(Golden.recorded("any", 0, 0, 0))),
          Golden.HUNDRED,
          50);

  /** Costs 200, 400 and 2,000 for small, medium and large. */
  private final List<Outcome> four =
      List.of(
          // Ideal: fast. Right, and as cheap as can be.
          judge.judge(Golden.recorded("a", 1, 1, 1), Golden.to("small", 0.1)),
          // Ideal: middle. Too dear by 1,600.
          judge.judge(Golden.recorded("b", 0, 1, 1), Golden.to("large", 0.9)),
          // Ideal: smart. Too cheap, loses 0.5.
          judge.judge(Golden.recorded("c", 0, 0.5, 1), Golden.to("medium", 0.6)),
          // Ideal: smart. Right.
          judge.judge(Golden.recorded("d", 0, 0, 1), Golden.to("large", 0.8)));

  @Test
  void everyFigureIsAsCalculatedByHand() {
    var figures = new Evaluation(Golden.CATALOG.tiers(), four).estimates(FEW);

    assertThat(value(figures, Metric.ACCURACY)).isCloseTo(2 / 4.0, EXACT);
    assertThat(value(figures, Metric.TOO_CHEAP)).isCloseTo(1 / 4.0, EXACT);
    assertThat(value(figures, Metric.TOO_DEAR)).isCloseTo(1 / 4.0, EXACT);
    assertThat(value(figures, Metric.REFUSED)).isZero();
    assertThat(value(figures, Metric.COST_OF_STRONG)).isCloseTo(4600 / 8000.0, EXACT);
    assertThat(value(figures, Metric.COST_OF_CHEAP)).isCloseTo(4600 / 800.0, EXACT);
    assertThat(value(figures, Metric.COST_SAVED)).isCloseTo(1 - 4600 / 8000.0, EXACT);
    assertThat(value(figures, Metric.QUALITY)).isCloseTo(3.5 / 4, EXACT);
    assertThat(value(figures, Metric.QUALITY_KEPT)).isCloseTo(3.5 / 4, EXACT);
    assertThat(value(figures, Metric.GAP_RECOVERED)).isCloseTo((3.5 - 1) / (4 - 1), EXACT);
    assertThat(value(figures, Metric.REGRET)).isCloseTo(0.5 / 4, EXACT);
    // 1,600 micro-dollars in four requests.
    assertThat(value(figures, Metric.COST_REGRET)).isCloseTo(0.4, EXACT);
    // b, d and c come before a: PGR(x) = x · 4/3 up to 75 %, then 1.
    assertThat(value(figures, Metric.CPT_50)).isCloseTo(0.375, EXACT);
    // The line from 70 % (0.9333) to 80 % (1) does not matter for 80 %: at 60 % it is 0.8.
    assertThat(value(figures, Metric.CPT_80)).isCloseTo(0.6, EXACT);
    // (0 + 1)/2 + 4/3 · (.1 + .2 + .3 + .4 + .5 + .6 + .7) + 1 + 1, of ten.
    assertThat(value(figures, Metric.APGR)).isCloseTo((0.5 + 4 / 3.0 * 2.8 + 2) / 10, EXACT);
  }

  @Test
  void everyFigureHasAnIntervalAroundIt() {
    new Evaluation(Golden.CATALOG.tiers(), four)
        .estimates(FEW)
        .forEach((metric, estimate) -> {
          assertThat(estimate.low()).as(metric.word()).isLessThanOrEqualTo(estimate.value());
          assertThat(estimate.high()).as(metric.word()).isGreaterThanOrEqualTo(estimate.value());
        });
  }

  @Test
  void theConfusionCountsEveryPair() {
    assertThat(new Evaluation(Golden.CATALOG.tiers(), four).confusion().counts())
        .isEqualTo(
            Map.of(
                "fast", Map.of("fast", 1, "middle", 0, "smart", 0, "no tier", 0),
                "middle", Map.of("fast", 0, "middle", 0, "smart", 1, "no tier", 0),
                "smart", Map.of("fast", 0, "middle", 1, "smart", 1, "no tier", 0)));
  }

  @Test
  void aRefusalIsWrongCostsNothingAndLosesTheQuality() {
    var outcomes =
        List.of(
            judge.judge(Golden.recorded("a", 0, 0, 1), Golden.to("large")),
            judge.judge(Golden.recorded("b", 1, 1, 1), Golden.refused()));
    var evaluation = new Evaluation(Golden.CATALOG.tiers(), outcomes);
    var figures = evaluation.estimates(FEW);

    assertThat(value(figures, Metric.ACCURACY)).isEqualTo(0.5);
    assertThat(value(figures, Metric.REFUSED)).isEqualTo(0.5);
    assertThat(value(figures, Metric.TOO_CHEAP)).isZero();
    assertThat(value(figures, Metric.COST_OF_STRONG)).isEqualTo(0.5);
    assertThat(value(figures, Metric.QUALITY_KEPT)).isEqualTo(0.5);
    assertThat(value(figures, Metric.REGRET)).isEqualTo(0.5);
    assertThat(evaluation.confusion().counts().get("fast")).containsEntry("no tier", 1);
  }

  @Test
  void labelsAloneGiveAccuracyAndCost() {
    var outcomes =
        List.of(
            judge.judge(Golden.labelled("a", "fast"), Golden.to("small")),
            judge.judge(Golden.labelled("b", "smart"), Golden.to("small")));
    var figures = new Evaluation(Golden.CATALOG.tiers(), outcomes).estimates(FEW);

    assertThat(value(figures, Metric.ACCURACY)).isEqualTo(0.5);
    assertThat(value(figures, Metric.COST_OF_STRONG)).isCloseTo(0.1, EXACT);
    assertThat(figures.get(Metric.QUALITY_KEPT)).isEqualTo(Estimate.UNDEFINED);
    assertThat(figures.get(Metric.REGRET)).isEqualTo(Estimate.UNDEFINED);
    assertThat(figures.get(Metric.APGR)).isEqualTo(Estimate.UNDEFINED);
  }

  @Test
  void aQualityThatNobodyRecordedIsLeftOutAndCounted() {
    var outcomes =
        List.of(
            judge.judge(Golden.recorded("a", 0, 0, 1), Golden.to("large")),
            judge.judge(Golden.recorded("b", 0, 0, 1), Golden.to("large-eu")));
    var evaluation = new Evaluation(Golden.CATALOG.tiers(), outcomes);

    assertThat(evaluation.unknownQuality()).isEqualTo(1);
    assertThat(value(evaluation.estimates(FEW), Metric.QUALITY_KEPT)).isEqualTo(1);
  }

  @Test
  void withoutAScoreForEachTheTiersRankTheCases() {
    var outcomes =
        List.of(
            judge.judge(Golden.recorded("a", 0, 0, 1), Golden.to("large", 0.1)),
            judge.judge(Golden.recorded("b", 1, 1, 1), Golden.to("small")));
    var evaluation = new Evaluation(Golden.CATALOG.tiers(), outcomes);

    assertThat(new Evaluation(Golden.CATALOG.tiers(), four).ranking())
        .isEqualTo(Evaluation.Ranking.HARD);
    assertThat(evaluation.ranking()).isEqualTo(Evaluation.Ranking.TIER);
    // All of the gap with the first half: 1 at 50 %.
    assertThat(value(evaluation.estimates(FEW), Metric.APGR)).isCloseTo(0.75, EXACT);
  }

  @Test
  void nothingHasNoFigures() {
    assertThat(new Evaluation(Golden.CATALOG.tiers(), List.of()).estimates(FEW).values())
        .allMatch(estimate -> !estimate.isDefined());
  }

  @Test
  void aComparisonIsPairedByTheIds() {
    var now =
        List.of(
            judge.judge(Golden.recorded("d", 0, 0, 1), Golden.to("small")),
            judge.judge(Golden.recorded("a", 1, 1, 1), Golden.to("small")),
            judge.judge(Golden.recorded("new", 1, 1, 1), Golden.to("small")));

    var comparison = Comparison.of(Golden.CATALOG.tiers(), four, now, FEW);

    assertThat(comparison.cases()).isEqualTo(2);
    assertThat(comparison.moved()).isEqualTo(1);
    assertThat(value(comparison.differences(), Metric.ACCURACY)).isCloseTo(-0.5, EXACT);
    assertThat(value(comparison.differences(), Metric.COST_OF_STRONG))
        .isCloseTo((400 - 2200) / 4000.0, EXACT);
  }

  @Test
  void whatDoesNotDifferHasNoInterval() {
    var same = Comparison.of(Golden.CATALOG.tiers(), four, four, FEW);

    assertThat(same.moved()).isZero();
    assertThat(same.differences().get(Metric.QUALITY_KEPT)).isEqualTo(new Estimate(0, 0, 0));
  }

  private static double value(Map<Metric, Estimate> figures, Metric metric) {
    return figures.getOrDefault(metric, Estimate.UNDEFINED).value();
  }
}
