package io.sluice.router.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private final Judge judge =
      new Judge(
          Golden.CATALOG,
          Baselines.of(Golden.CATALOG, List.of(Golden.recorded("any", 0, 0, 0))),
          Golden.HUNDRED,
          50);

  @Test
  void aDecisionIsHeldAgainstWhatWasRecorded() {
    var outcome = judge.judge(Golden.recorded("a", 0.25, 1, 1), Golden.to("large", 0.75));

    // 100 prompt tokens and 50 completion tokens at each price.
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                "a",
                "",
                Optional.of("middle"),
                Optional.of("smart"),
                Optional.of("large"),
                "test",
                0.75,
                new Outcome.Cost(2000, 200, 2000, 400),
                new Outcome.Quality(1, 0.25, 1, 1)));
  }

  @Test
  void theIdealTierIsTheCheapestOfTheBestUnlessItIsWritten() {
    assertThat(judge.judge(Golden.recorded("a", 0, 0, 0), Golden.to("large")).ideal())
        .contains("fast");
    assertThat(judge.judge(Golden.recorded("a", 0.5, 0.5, 0.6), Golden.to("large")).ideal())
        .contains("smart");
    assertThat(judge.judge(Golden.labelled("a", "middle"), Golden.to("large")).ideal())
        .contains("middle");
  }

  @Test
  void theLeastCostIsThatOfTheCheapestThatAnswersAtLeastAsWell() {
    assertThat(judge.judge(Golden.recorded("a", 0.2, 0.9, 0.8), Golden.to("large")).cost().least())
        .isEqualTo(400);
    assertThat(judge.judge(Golden.recorded("a", 0.2, 0.1, 0.8), Golden.to("large")).cost().least())
        .isEqualTo(2000);
  }

  @Test
  void aRefusedCaseCostsNothingAndIsAnsweredByNobody() {
    var outcome = judge.judge(Golden.recorded("a", 1, 1, 1), Golden.refused());

    assertThat(outcome.tier()).isEmpty();
    assertThat(outcome.cost().chosen()).isZero();
    assertThat(outcome.quality().chosen()).isZero();
    assertThat(outcome.hard()).isNaN();
  }

  @Test
  void aTargetOfWhichNothingWasRecordedHasAPriceAndNoQuality() {
    var outcome = judge.judge(Golden.recorded("a", 1, 1, 1), Golden.to("large-eu"));

    assertThat(outcome.cost().chosen()).isEqualTo(2200);
    assertThat(outcome.cost().least()).isNaN();
    assertThat(outcome.quality().chosen()).isNaN();
  }

  @Test
  void recordedTokensGoBeforeThoseOfTheCase() {
    var one = Golden.recorded("a", 1, 1, 1);
    var golden =
        new GoldenCase(
            "a",
            one.request(),
            one.headers(),
            "",
            "",
            "",
            one.tier(),
            Map.of("small", new GoldenCase.Recorded(1, OptionalLong.of(10))),
            OptionalLong.of(20));

    var cost = judge.judge(golden, Golden.to("small")).cost();

    assertThat(cost.cheap()).isEqualTo(100 + 10 * 2);
    assertThat(cost.strong()).isEqualTo(100 * 10 + 20 * 20);
  }

  @Test
  void baselinesHaveARecordedQualityWhereSomeWereRecorded() {
    var labels = Baselines.of(Golden.CATALOG, List.of(Golden.labelled("a", "fast")));
    var qualities = Golden.recorded("b", 0, 0, 0);
    var two =
        new GoldenCase(
            "b",
            qualities.request(),
            qualities.headers(),
            "",
            "",
            "",
            Optional.empty(),
            Map.of(
                "medium", new GoldenCase.Recorded(1, OptionalLong.empty()),
                "large-eu", new GoldenCase.Recorded(1, OptionalLong.empty())),
            OptionalLong.empty());

    assertThat(labels.cheap().name()).isEqualTo("small");
    assertThat(labels.strong().name()).isEqualTo("large");
    assertThat(Baselines.of(Golden.CATALOG, List.of(two)).cheap().name()).isEqualTo("medium");
    assertThat(Baselines.of(Golden.CATALOG, List.of(two)).strong().name()).isEqualTo("large-eu");
  }

  @Test
  void aQualityIsAShare() {
    assertThatThrownBy(() -> new GoldenCase.Recorded(1.5, OptionalLong.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("recorded: quality must be in [0, 1], but was 1.5");
  }
}
