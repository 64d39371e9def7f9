package io.sluice.router.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.evaluation.Thresholds.Goal;
import io.sluice.router.evaluation.Thresholds.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private static final Bootstrap FEW = new Bootstrap(200, 1, 0.95);

  /** The strong model is right on all four and costs ten times as much. */
  private final Thresholds four =
      new Thresholds(
          List.of(
              new Row(0.2, 1, 1, 1, 10),
              new Row(0.8, 0, 1, 1, 10),
              new Row(0.4, 1, 1, 1, 10),
              new Row(0.6, 0, 1, 1, 10)));

  @Test
  void theCheapestThresholdWithTheQualityIsChosen() {
    var choice = four.choose(new Goal(Goal.Kind.QUALITY, 0.75), FEW);

    assertThat(choice.reached()).isTrue();
    assertThat(choice.hard().value()).isCloseTo(0.7, within(1e-12));
    assertThat(choice.qualityKept().value()).isCloseTo(0.75, within(1e-12));
    assertThat(choice.costOfStrong().value()).isCloseTo(13 / 40.0, within(1e-12));
    assertThat(choice.strongShare().value()).isCloseTo(0.25, within(1e-12));
    assertThat(choice.qualityKept().low()).isLessThan(0.75);
    assertThat(choice.hard().low()).isLessThanOrEqualTo(0.7);
  }

  @Test
  void theBestThresholdWithinTheCostIsChosen() {
    // Two strong calls cost 22 of 40, three 31.
    var choice = four.choose(new Goal(Goal.Kind.COST, 0.6), FEW);

    assertThat(choice.reached()).isTrue();
    assertThat(choice.hard().value()).isCloseTo(0.5, within(1e-12));
    assertThat(choice.costOfStrong().value()).isCloseTo(22 / 40.0, within(1e-12));
    assertThat(choice.qualityKept().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void whereTheCheapModelWillDoNobodyGoesToTheStrongOne() {
    assertThat(four.choose(new Goal(Goal.Kind.QUALITY, 0.5), FEW).hard().value()).isEqualTo(1);
  }

  @Test
  void aCostThatNotEvenTheCheapModelKeepsIsNotReached() {
    var choice = four.choose(new Goal(Goal.Kind.COST, 0.05), FEW);

    assertThat(choice.reached()).isFalse();
    assertThat(choice.strongShare().value()).isZero();
  }

  @Test
  void equalScoresGoTogether() {
    var tied = new Thresholds(List.of(new Row(0.5, 0, 1, 1, 10), new Row(0.5, 1, 1, 1, 10)));

    var choice = tied.choose(new Goal(Goal.Kind.QUALITY, 0.9), FEW);

    assertThat(choice.hard().value()).isZero();
    assertThat(choice.strongShare().value()).isEqualTo(1);
  }

  @Test
  void aGoalIsAShare() {
    assertThatThrownBy(() -> new Goal(Goal.Kind.COST, 0))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("goal: share must be in (0, 1], but was 0.0");
  }
}
