package io.sluice.cache.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cache.guard.Choice.Hit;
import io.sluice.cache.guard.Choice.Refused;
import io.sluice.cache.guard.Choice.TooFar;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupTest {

  private static final String ASKED = "What does it take to become a pilot?";
  private static final String NEAR = "How can somebody get to fly planes for a living?";
  private static final String RIVAL = "Which school for aviation is worth its fee?";

  private final Lookup lookup = Lookup.bgeSmall();

  @Test
  void servesANearQuestionThatNothingTellsApart() {
    assertThat(choose(candidate(NEAR, 0.86, "a", 1)))
        .isInstanceOfSatisfying(
            Hit.class,
            hit -> {
              assertThat(hit.candidate().answer()).isEqualTo("a");
              assertThat(hit.score()).isCloseTo(0.94, within());
              assertThat(hit.wording()).isFalse();
            });
  }

  @Test
  void servesNothingIfAnotherAnswerIsAsNear() {
    assertThat(choose(candidate(NEAR, 0.86, "a", 1), candidate(RIVAL, 0.85, "b", 1)))
        .isInstanceOfSatisfying(
            TooFar.class, miss -> assertThat(miss.score()).isCloseTo(0.865, within()));
  }

  @Test
  void takesNoOtherPhrasingOfTheSameAnswerForARival() {
    assertThat(choose(candidate(NEAR, 0.86, "a", 2), candidate(RIVAL, 0.85, "a", 2)))
        .isInstanceOf(Hit.class);
  }

  @Test
  void doubtsAnAnswerOfManyPhrasingsOfWhichOneIsNear() {
    assertThat(choose(candidate(NEAR, 0.85, "a", 1)).hit()).isPresent();
    assertThat(choose(candidate(NEAR, 0.85, "a", 5)).hit()).isEmpty();
  }

  @Test
  void servesTheSameWordingFromTheFloorOn() {
    assertThat(choose(candidate("what does it take to become a pliot", 0.71, "a", 1)))
        .isInstanceOfSatisfying(Hit.class, hit -> assertThat(hit.wording()).isTrue());
    assertThat(choose(candidate("what does it take to become a pliot", 0.69, "a", 1)))
        .isEqualTo(new TooFar(0));
  }

  @Test
  void prefersTheSameWordingToANearerQuestion() {
    assertThat(
            choose(
                candidate(NEAR, 0.97, "a", 1),
                candidate("what does it take to become a piolt", 0.8, "b", 1),
                candidate("What does it take to become a pilot", 0.79, "c", 1)))
        .isInstanceOfSatisfying(
            Hit.class, hit -> assertThat(hit.candidate().answer()).isEqualTo("b"));
  }

  @Test
  void tellsHowTheNearestWasToldApart() {
    var other = candidate("What does it not take to become a pilot?", 0.95, "a", 1);

    assertThat(choose(candidate("What does it take to become 2 pilots?", 0.9, "b", 1), other))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.candidate()).isEqualTo(other);
              assertThat(refused.why().reason()).isEqualTo(Reason.NEGATION);
            });
  }

  @Test
  void aQuestionThatTheGuardTellsApartIsNoRival() {
    assertThat(
            choose(
                candidate(NEAR, 0.86, "a", 1),
                candidate("What does it not take to become a pilot?", 0.95, "b", 1)))
        .isInstanceOf(Hit.class);
  }

  @Test
  void aFollowUpMayBeFurtherAway() {
    var near = List.of(candidate(NEAR, 0.77, "a", 1));

    assertThat(lookup.choose(ASKED, near, new Guard()).hit()).isEmpty();
    assertThat(Lookup.bgeSmallFollowUp().choose(ASKED, near, new Guard()).hit()).isPresent();
  }

  @Test
  void findsNothingInAnEmptyPartition() {
    assertThat(choose()).isEqualTo(new TooFar(0));
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> new Lookup(2, 0.9, 0, 0, 0, 0))
        .hasMessage("floor must be in [-1, 1] and threshold positive, but were 2.0 and 0.9");
    assertThatThrownBy(() -> candidate(NEAR, 1, "a", 0))
        .hasMessage("phrasings must be at least 1, but was 0");
  }

  private Choice choose(Candidate... nearest) {
    return lookup.choose(ASKED, List.of(nearest), new Guard());
  }

  private static Candidate candidate(
      String question, double similarity, String answer, int phrasings) {
    return new Candidate(question, similarity, answer, phrasings);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }
}
