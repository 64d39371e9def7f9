package io.sluice.router.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RoutingCurveTest {

  private static final double EXACT = 1e-12;

  /** Ten prompts: both right on the first four, the strong one alone on the next five. */
  private static final double[] WEAK = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0};

  private static final double[] STRONG = {1, 1, 1, 1, 1, 1, 1, 1, 1, 0};

  @Test
  void aRankingThatSaysNothingHasHalfTheArea() {
    var curve = new RoutingCurve(new double[10], WEAK, STRONG);

    assertThat(curve.apgr()).isCloseTo(0.5, within(EXACT));
    assertThat(curve.cpt(0.5)).isCloseTo(0.5, within(EXACT));
    assertThat(curve.cpt(0.8)).isCloseTo(0.8, within(EXACT));
  }

  @Test
  void aPerfectRankingRecoversTheGapWithTheShareThatDiffers() {
    // The five that the strong one alone gets right come first.
    var curve = new RoutingCurve(new double[] {4, 3, 2, 1, 10, 9, 8, 7, 6, 5}, WEAK, STRONG);

    // PGR is 0, .2, .4, .6, .8, 1, 1, 1, 1, 1, 1: trapezoids of .1 · (0/2 + 3 + 4 + 1/2 ... )
    assertThat(curve.apgr()).isCloseTo(0.75, within(EXACT));
    assertThat(curve.cpt(0.5)).isCloseTo(0.25, within(EXACT));
    assertThat(curve.cpt(0.8)).isCloseTo(0.4, within(EXACT));
    assertThat(curve.quality(0)).isCloseTo(0.4, within(EXACT));
    assertThat(curve.quality(0.3)).isCloseTo(0.7, within(EXACT));
    assertThat(curve.quality(1)).isCloseTo(0.9, within(EXACT));
  }

  @Test
  void theWorstRankingRecoversTheGapAtTheEnd() {
    var curve = new RoutingCurve(new double[] {10, 9, 8, 7, 1, 2, 3, 4, 5, 6}, WEAK, STRONG);

    // PGR is 0 up to 50 %, then .2 more each 10 %.
    assertThat(curve.apgr()).isCloseTo(0.25, within(EXACT));
    assertThat(curve.cpt(0.5)).isCloseTo(0.75, within(EXACT));
  }

  @Test
  void aPromptThatTheStrongModelGetsWrongTakesFromTheGap() {
    var curve =
        new RoutingCurve(
            new double[] {4, 3, 2, 1}, new double[] {1, 0, 0, 0}, new double[] {0, 1, 1, 0});

    // Quality at 0, 25, 50, 75, 100 %: 1/4, 0, 1/4, 2/4, 2/4.
    assertThat(curve.quality(0.25)).isCloseTo(0, within(EXACT));
    assertThat(curve.quality(0.125)).isCloseTo(0.125, within(EXACT));
    assertThat(curve.cpt(0)).isZero();
    // From 50 % with PGR 0 to 75 % with PGR 1; at 60 % it is .4, at 70 % .8.
    assertThat(curve.cpt(0.5)).isCloseTo(0.625, within(EXACT));
  }

  @Test
  void equalScoresCountAsTheMeanOfTheirOrders() {
    var tied =
        new RoutingCurve(
            new double[] {2, 2, 1, 1}, new double[] {0, 0, 0, 0}, new double[] {1, 0, 1, 1});

    assertThat(tied.quality(0.25)).isCloseTo(0.125, within(EXACT));
    assertThat(tied.quality(0.5)).isCloseTo(0.25, within(EXACT));
    assertThat(tied.quality(0.75)).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void aStrongModelThatIsNoBetterHasNoGapToRecover() {
    var curve = new RoutingCurve(new double[] {1, 2}, new double[] {1, 0}, new double[] {0, 1});

    assertThat(curve.apgr()).isNaN();
    assertThat(curve.cpt(0.5)).isNaN();
    assertThat(curve.quality(0.5)).isCloseTo(1, within(EXACT));
  }

  @Test
  void aSampleIsAsIfItsRowsStoodThereSoOften() {
    var score = new double[] {3, 2, 1};
    var curve = new RoutingCurve(score, new double[] {0, 1, 0}, new double[] {1, 1, 1});
    var twice =
        new RoutingCurve(
            new double[] {3, 3, 2, 1}, new double[] {0, 0, 1, 0}, new double[] {1, 1, 1, 1});

    assertThat(curve.apgr(new int[] {2, 1, 1})).isCloseTo(twice.apgr(), within(EXACT));
    assertThat(curve.cpt(0.8, new int[] {2, 1, 1})).isCloseTo(twice.cpt(0.8), within(EXACT));
    assertThat(curve.quality(0.3, new int[] {2, 1, 1}))
        .isCloseTo(twice.quality(0.3), within(EXACT));
    assertThat(curve.apgr(new int[] {0, 3, 0})).isNaN();
  }

  @Test
  void rowsAreCompleteAndThereAreSome() {
    assertThatThrownBy(() -> new RoutingCurve(new double[0], new double[0], new double[0]))
        .hasMessage("a curve of 0 scores, 0 weak and 0 strong answers");
    assertThatThrownBy(() -> new RoutingCurve(new double[1], new double[1], new double[2]))
        .hasMessage("a curve of 1 scores, 1 weak and 2 strong answers");
  }
}
