package io.sluice.router.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearTest {

  private static final double[][] ROWS = {{0, 1}, {1, 3}, {2, -1}, {3, 0}, {4, 2}};

  private static final double[] VALUES =
      Arrays.stream(ROWS).mapToDouble(row -> 2 * row[0] - 3 * row[1] + 5).toArray();

  @Test
  void leastSquaresFindTheWeightsOfASum() {
    var linear = Linear.ridge(ROWS, VALUES, 1e-9);

    assertThat(linear.weights()).containsExactly(new double[] {2, -3}, within(1e-6));
    assertThat(linear.intercept()).isCloseTo(5, within(1e-6));
    assertThat(linear.of(new double[] {10, 10})).isCloseTo(-5, within(1e-5));
  }

  @Test
  void aPenaltyMakesWeightsSmallAndLeavesTheMean() {
    var linear = Linear.ridge(ROWS, VALUES, 1e9);

    assertThat(linear.weights()).containsExactly(new double[] {0, 0}, within(1e-6));
    assertThat(linear.intercept())
        .isCloseTo(Arrays.stream(VALUES).average().orElseThrow(), within(1e-6));
  }

  @Test
  void fewerRowsThanColumnsGiveTheWeightsThatManyRowsWould() {
    var wide = new double[][] {{1, 0, 2, 0}, {0, 1, 0, 1}, {1, 1, 0, 0}};
    var values = new double[] {1, 0, 2};
    var padded = new double[12][];
    var repeated = new double[12];
    for (int i = 0; i < 12; i++) {
      padded[i] = wide[i % 3];
      repeated[i] = values[i % 3];
    }

    var few = Linear.ridge(wide, values, 1);
    var many = Linear.ridge(padded, repeated, 4);

    assertThat(few.weights()).containsExactly(many.weights(), within(1e-9));
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    var linear = new Linear(new double[] {1, 2}, 0);

    assertThatThrownBy(() -> linear.of(new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 numbers for 2");
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThatThrownBy(() -> new SymmetricSystem(new double[][] {{1, 2}, {2, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not positive definite");
  }

  @Test
  void logisticRegressionTellsWhatALineSeparates() {
    var rows = new double[][] {{-2}, {-1}, {-0.5}, {0.5}, {1}, {2}};
    var values = new double[] {0, 0, 0, 1, 1, 1};

    var fitted = Logistic.fit(rows, values, 0.1);

    assertThat(Logistic.probability(fitted.of(new double[] {-2}))).isLessThan(0.1);
    assertThat(Logistic.probability(fitted.of(new double[] {2}))).isGreaterThan(0.9);
  }

  @Test
  void aCalibratedProbabilityIsTheRateAtItsScore() {
    var random = new Random(7);
    var scores = random.doubles(4000, -2, 2).toArray();
    var values =
        Arrays.stream(scores)
            .map(score -> random.nextDouble() < Logistic.probability(score - 1) ? 1 : 0)
            .toArray();

    var calibration = Calibration.fit(scores, values);

    assertThat(calibration.probability(1)).isCloseTo(0.5, within(0.05));
    assertThat(calibration.probability(-1)).isCloseTo(0.12, within(0.04));
  }

  @Test
  void aScoreThatMisleadsHardlyMovesTheRate() {
    var scores = new double[400];
    var values = new double[400];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % 2;
      values[i] = i % 2 == 0 ? 1 : 0;
    }

    var calibration = Calibration.fit(scores, values);

    assertThat(calibration.slope()).isPositive();
    assertThat(calibration.probability(1) - calibration.probability(0)).isLessThan(0.1);
  }

  @Test
  void aScoreOfFewRowsIsTakenAtItsWord() {
    var calibration = Calibration.fit(new double[] {0.2, 0.4, 0.6, 0.8}, new double[] {1, 0, 1, 0});

    assertThat(calibration.probability(0.8) - calibration.probability(0.2)).isBetween(0.2, 0.6);
  }

  @Test
  void scaledNumbersStayWithinFourDeviations() {
    var scaling = Scaling.of(new double[][] {{0, 7}, {2, 7}});

    assertThat(scaling.of(new double[] {1, 7})).containsExactly(0, 0);
    assertThat(scaling.of(new double[] {1e9, 7})).containsExactly(4, 0);
  }

  @Test
  void fewCentresFollowACurve() {
    var rows = new ArrayList<float[]>();
    var values = new double[60];
    for (int i = 0; i < values.length; i++) {
      rows.add(new float[] {i / 10f, 0});
      values[i] = Math.sin(i / 10.0);
    }
    var chosen = List.of(rows.get(0), rows.get(15), rows.get(30), rows.get(45), rows.get(59));
    var centres = Centres.of(chosen, 1, 0.5);

    var curve = new Radial(centres, rows, 1e-6).fit(values);

    assertThat(curve.of(centres.nearness(new float[] {1.6f, 0})))
        .isCloseTo(Math.sin(1.6), within(0.05));
  }

  @Test
  void aRowIsNearestToItself() {
    var centres = Centres.of(List.of(new float[] {1, 0, 0.5f}, new float[] {0, 1, -0.5f}), 2, 1);

    var near = centres.nearness(new float[] {1, 0, 0.5f});

    assertThat(near[0]).isCloseTo(1, within(1e-4));
    assertThat(near[1]).isCloseTo(Math.exp(-3), within(1e-2));
  }
}
