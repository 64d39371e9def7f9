package io.sluice.router.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.InvalidConfigException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private final double[] hundred = new double[100];

  BootstrapTest() {
    Arrays.setAll(hundred, i -> i < 30 ? 1 : 0);
  }

  @Test
  void theIntervalOfAMeanIsAboutTwoStandardErrorsWide() {
    var share = Bootstrap.STANDARD.estimate(100, times -> mean(hundred, times));

    // 0.3 ± 1.96 √(0.3 · 0.7 / 100)
    assertThat(share.value()).isEqualTo(0.3);
    assertThat(share.low()).isCloseTo(0.210, within(0.02));
    assertThat(share.high()).isCloseTo(0.390, within(0.02));
  }

  @Test
  void aWiderConfidenceHasAWiderInterval() {
    var narrow = new Bootstrap(1000, 1, 0.5).estimate(100, times -> mean(hundred, times));
    var wide = new Bootstrap(1000, 1, 0.99).estimate(100, times -> mean(hundred, times));

    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
  }

  @Test
  void aSeedDecidesEverything() {
    Bootstrap.Figure figure = times -> mean(hundred, times);

    assertThat(new Bootstrap(50, 7, 0.9).estimate(100, figure))
        .isEqualTo(new Bootstrap(50, 7, 0.9).estimate(100, figure))
        .isNotEqualTo(new Bootstrap(50, 8, 0.9).estimate(100, figure));
  }

  @Test
  void figuresOfTheSameRowsArePaired() {
    var shifted = Arrays.stream(hundred).map(x -> x + 0.25).toArray();

    var difference =
        Bootstrap.STANDARD.estimate(100, times -> mean(shifted, times) - mean(hundred, times));

    assertThat(difference.low()).isCloseTo(0.25, within(1e-9));
    assertThat(difference.high()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void everyResampleHasAsManyRows() {
    var sizes =
        new Bootstrap(20, 1, 0.95)
            .estimate(100, times -> Arrays.stream(times).asDoubleStream().sum());

    assertThat(sizes).isEqualTo(new Estimate(100, 100, 100));
  }

  @Test
  void whatIsNotDefinedHasNoInterval() {
    var estimates =
        Bootstrap.STANDARD.estimates(
            2, List.of(times -> Double.NaN, times -> times[0] == 1 ? 1 : Double.NaN));

    assertThat(estimates.getFirst().isDefined()).isFalse();
    // Half of the resamples have the first row once, so that at most half define the figure.
    assertThat(estimates.getFirst()).isEqualTo(Estimate.UNDEFINED);
    assertThat(estimates.getLast().value()).isEqualTo(1);
  }

  @Test
  void noRowsAreNoFailure() {
    assertThat(Bootstrap.STANDARD.estimate(0, times -> Double.NaN)).isEqualTo(Estimate.UNDEFINED);
  }

  @Test
  void anImpossibleOneIsRefused() {
    assertThatThrownBy(() -> new Bootstrap(0, 1, 1))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "bootstrap: resamples must be at least 1, but was 0; level must be in (0, 1), but was"
                + " 1.0");
  }

  private static double mean(double[] values, int[] times) {
    double sum = 0;
    int rows = 0;
    for (int i = 0; i < values.length; i++) {
      sum += times[i] * values[i];
      rows += times[i];
    }
    return sum / rows;
  }
}
