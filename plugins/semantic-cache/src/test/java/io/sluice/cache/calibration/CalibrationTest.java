package io.sluice.cache.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cache.calibration.Recommendation.None;
import io.sluice.cache.calibration.Recommendation.Threshold;
import io.sluice.cache.calibration.Recommendation.TooFew;
import io.sluice.cache.guard.Candidate;
import io.sluice.cache.guard.Choice.Hit;
import io.sluice.cache.guard.Guard;
import io.sluice.cache.guard.Lookup;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.testkit.cache.Entries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final String STORED = "What does it take to become a pilot?";
  private static final String NEAR = "How can somebody get to fly planes for a living?";
  private static final String NEGATED = "What does it not take to become a pilot?";
  private static final String FAR = "When is the annual meeting of the board?";

  /** Where questions lie on a circle, in degrees. */
  private static final Map<String, Integer> PLACES =
      Map.of(STORED, 0, NEAR, 30, NEGATED, 5, FAR, 180);

  private final EmbeddingModel model =
      new EmbeddingModel() {
        @Override
        public String id() {
          return "circle";
        }

        @Override
        public int dimensions() {
          return Entries.DIMENSIONS;
        }

        @Override
        public Embedding embed(String text) {
          return Entries.vector(PLACES.getOrDefault(text, 90));
        }
      };

  @Test
  void aHitIsRightWhereThePairIsLabelledTheSame() {
    var right = point(0.70, pair(STORED, NEAR, true));
    var wrong = point(0.70, pair(STORED, NEAR, false));

    assertThat(right.sameHit()).isEqualTo(new Share(1, 1));
    assertThat(right.falseOfAsked()).isEqualTo(new Share(0, 1));
    assertThat(right.falseOfHits()).isEqualTo(new Share(0, 1));
    assertThat(wrong.sameHit()).isEqualTo(new Share(0, 0));
    assertThat(wrong.falseOfAsked()).isEqualTo(new Share(1, 1));
    assertThat(wrong.falseOfHits()).isEqualTo(new Share(1, 1));
  }

  @Test
  void aHitOnAnotherPairsQuestionIsFalse() {
    var point = point(0.70, pair(STORED, FAR, false), pair(FAR, NEAR, true));

    assertThat(point.falseOfAsked()).isEqualTo(new Share(1, 2));
  }

  @Test
  void aHitOnAQuestionWithTheSameAnswerIsRight() {
    var point =
        point(
            0.70,
            new LabelledPair("", FAR, NEAR, "roses", true),
            pair(STORED, "anything else", false),
            new LabelledPair("", STORED, "nothing at all", "roses", false));

    assertThat(point.sameHit()).isEqualTo(new Share(1, 1));
  }

  @Test
  void aQuestionIsAskedOnceHoweverManyPairsNameIt() {
    var curve = curve(pair(STORED, NEAR, true), pair(NEGATED, NEAR, false));

    assertThat(curve.asked()).isEqualTo(1);
    assertThat(curve.stored()).isEqualTo(2);
    assertThat(curve.answerable()).isEqualTo(1);
  }

  @Test
  void theSameTextIsAHitAtEachThreshold() {
    var curve = curve(pair(STORED, STORED, true));

    assertThat(curve.guarded()).allMatch(point -> point.sameHit().count() == 1);
    assertThat(curve.unguarded()).allMatch(point -> point.sameHit().count() == 1);
  }

  @Test
  void theGuardTellsApartWhatSimilarityAloneDoesNot() {
    var curve = curve(pair(STORED, NEGATED, false));

    assertThat(curve.guarded().getFirst().falseOfAsked().count()).isZero();
    assertThat(curve.unguarded().getFirst().falseOfAsked().count()).isEqualTo(1);
  }

  @Test
  void eachPointIsWhatTheLookupDoesAtItsThreshold() {
    var pairs = List.of(pair(STORED, NEAR, true), pair(FAR, "Who is on the board?", true));
    var curve = new Calibration(model, 0.5).of(pairs).getFirst();
    var cache = new StoredQuestions(model, new HashMap<>());
    pairs.forEach(pair -> cache.put("", List.of(), pair.stored(), pair.answerLabel()));

    for (var point : curve.guarded()) {
      var lookup = Lookup.bgeSmall().withThreshold(point.threshold());
      long right =
          pairs.stream()
              .filter(pair ->
                  lookup
                      .choose(
                          pair.asked(), cache.nearest("", pair.asked(), any -> true), new Guard())
                      .hit()
                      .map(Hit::candidate)
                      .map(Candidate::answer)
                      .filter(pair.answerLabel()::equals)
                      .isPresent())
              .count();
      assertThat(point.sameHit().count()).as("at %s", point.threshold()).isEqualTo(right);
    }
    assertThat(curve.guarded()).hasSize(31);
    assertThat(curve.guarded().getFirst().sameHit().count())
        .isGreaterThan(curve.guarded().getLast().sameHit().count());
  }

  @Test
  void eachRouteHasACurveOfItsOwn() {
    var curves =
        new Calibration(model, 0.01)
            .of(
                List.of(
                    new LabelledPair("chat", STORED, NEAR, "", true),
                    new LabelledPair("faq", STORED, NEGATED, "", false)));

    assertThat(curves).extracting(RouteCurve::route).containsExactly("chat", "faq");
    assertThat(curves).extracting(RouteCurve::asked).containsExactly(1, 1);
  }

  @Test
  void ofTooFewPairsNothingIsConcluded() {
    assertThat(curve(pair(STORED, NEAR, true)).recommended()).isEqualTo(new TooFew(1, 381));
  }

  @Test
  void theSmallestThresholdWhoseBoundIsUnderTheTargetIsRecommended() {
    var curve =
        List.of(point(0.7, 20, 1000), point(0.8, 5, 1000), point(0.9, 3, 1000), point(1, 0, 1000));

    // The upper bounds are 3.1 %, 1.2 %, 0.9 % and 0.4 %.
    assertThat(Recommendation.of(curve, 0.01)).isEqualTo(new Threshold(0.9));
    assertThat(Recommendation.of(curve, 0.05)).isEqualTo(new Threshold(0.7));
    assertThat(Recommendation.of(curve, 0.004)).isEqualTo(new Threshold(1));
  }

  @Test
  void whereNoThresholdIsGoodEnoughNoneIsRecommended() {
    var curve = List.of(point(0.7, 20, 1000), point(1, 6, 1000));

    assertThat(Recommendation.of(curve, 0.01)).isEqualTo(new None(curve.getLast()));
  }

  @Test
  void theTargetIsARate() {
    assertThatThrownBy(() -> new Calibration(model, 0))
        .hasMessage("calibration: max_false_hits must be in (0, 1), but was 0.0");
  }

  @Test
  void aQuestionIsTheSameAsItself() {
    assertThatThrownBy(() -> pair(STORED, STORED, false))
        .hasMessage("pair: same must be true of a question and itself, but was false");
    assertThatThrownBy(() -> pair(" ", "", false))
        .hasMessage(
            "pair: stored must be a question, but was \" \"; asked must be a question,"
                + " but was \"\"");
  }

  private static Point point(double threshold, long wrong, long asked) {
    return new Point(threshold, new Share(0, 0), new Share(wrong, asked), new Share(wrong, asked));
  }

  private Point point(double threshold, LabelledPair... pairs) {
    return curve(pairs).guarded().stream()
        .filter(point -> point.threshold() == threshold)
        .findFirst()
        .orElseThrow();
  }

  private RouteCurve curve(LabelledPair... pairs) {
    return new Calibration(model, 0.01).of(new ArrayList<>(List.of(pairs))).getFirst();
  }

  private static LabelledPair pair(String stored, String asked, boolean same) {
    return new LabelledPair("", stored, asked, "", same);
  }
}
