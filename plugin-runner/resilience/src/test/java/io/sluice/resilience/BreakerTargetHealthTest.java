package io.sluice.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.routing.TargetHealthContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTargetHealthTest extends TargetHealthContract {

  private static final String TARGET = "fast";

  private static final Duration OPEN_FOR = BreakerConfig.usual().openFor();

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
  private final List<String> transitions = new ArrayList<>();
  private final BreakerTargetHealth health =
      new BreakerTargetHealth(
          BreakerConfig.usual(),
          clock,
          (target, from, to) -> transitions.add(target + " " + from + " " + to));

  @Override
  protected TargetHealth health() {
    return health;
  }

  @Override
  protected void open(String target) {
    for (int i = 0; i < 5; i++) {
      health.admit(target);
      health.ended(target, failed());
    }
  }

  @Override
  protected void halfOpen(String target) {
    clock.advance(OPEN_FOR.plusMillis(1));
  }

  @Test
  void aTargetThatFailsIsOutWithinTenRequests() {
    for (int i = 0; i < 100; i++) {
      send(served());
    }

    int sent = sendWhileAdmitted(failed());

    assertThat(sent).isLessThanOrEqualTo(10);
    assertThat(transitions).containsExactly("fast CLOSED OPEN");
  }

  @Test
  void aTargetThatFailsFromTheStartIsOutAfterFive() {
    assertThat(sendWhileAdmitted(failed())).isEqualTo(5);
  }

  @Test
  void aTargetThatFailsNowAndThenStays() {
    for (int i = 0; i < 100; i++) {
      send(i % 3 == 0 ? failed() : served());
    }

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
  }

  @Test
  void aTargetThatIsSlowIsAsGoodAsGone() {
    int sent = sendWhileAdmitted(served(Duration.ofSeconds(31)));

    assertThat(sent).isEqualTo(5);
  }

  @Test
  void anAnswerIsSlowByItsFirstByteAndNotByItsLast() {
    for (int i = 0; i < 20; i++) {
      send(new Result.Served(SECOND, Duration.ofMinutes(5), 1000));
    }

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
  }

  @Test
  void aTargetThatIsBackIsInRotationAfterThreeProbes() {
    open(TARGET);
    halfOpen(TARGET);

    for (int i = 0; i < 3; i++) {
      assertThat(health.admit(TARGET)).isTrue();
    }
    assertThat(health.admit(TARGET)).isFalse();
    for (int i = 0; i < 3; i++) {
      health.ended(TARGET, served());
    }

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
    assertThat(transitions)
        .containsExactly("fast CLOSED OPEN", "fast OPEN HALF_OPEN", "fast HALF_OPEN CLOSED");
  }

  @Test
  void aTargetThatIsNotBackIsOutAgain() {
    open(TARGET);
    halfOpen(TARGET);

    assertThat(sendWhileAdmitted(failed())).isLessThanOrEqualTo(3);
    assertThat(health.state(TARGET)).isEqualTo(State.OPEN);

    halfOpen(TARGET);
    assertThat(health.state(TARGET)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void whateverItsOutageWasATargetIsBackWithinHalfAMinuteOfHealth() {
    var random = new Random(5);
    for (int round = 0; round < 200; round++) {
      open(TARGET);
      for (int i = random.nextInt(60); i > 0; i--) {
        clock.advance(Duration.ofMillis(random.nextInt(2000)));
        if (health.admit(TARGET) && random.nextBoolean()) {
          health.ended(TARGET, random.nextBoolean() ? new Result.Unknown() : failed());
        }
      }

      var well = clock.instant();
      while (health.state(TARGET) != State.CLOSED) {
        clock.advance(Duration.ofMillis(500));
        send(served());
      }

      assertThat(Duration.between(well, clock.instant())).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void probesThatNeverEndAreGivenUpForLost() {
    open(TARGET);
    halfOpen(TARGET);
    for (int i = 0; i < 3; i++) {
      health.admit(TARGET);
    }

    clock.advance(OPEN_FOR);
    assertThat(health.admit(TARGET)).isFalse();
    clock.advance(Duration.ofMillis(1));

    assertThat(health.admit(TARGET)).isTrue();
    assertThat(health.state(TARGET)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void probesThatEndedCountWhenOthersAreLost() {
    open(TARGET);
    halfOpen(TARGET);
    for (int i = 0; i < 3; i++) {
      health.admit(TARGET);
    }
    health.ended(TARGET, served());
    health.ended(TARGET, served());

    clock.advance(OPEN_FOR.plusMillis(1));
    send(served());

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
  }

  @Test
  void aTargetWhoseAnswersTakeLongIsBackThoughItsProbesWereGivenUp() {
    open(TARGET);
    halfOpen(TARGET);
    for (int i = 0; i < 3; i++) {
      health.admit(TARGET);
    }
    clock.advance(Duration.ofSeconds(25));
    health.admit(TARGET);

    for (int i = 0; i < 3; i++) {
      health.ended(TARGET, new Result.Served(Duration.ofSeconds(24), Duration.ofSeconds(25), 100));
    }

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
  }

  @Test
  void whatBeganBeforeTheOutageSaysNothingOfNow() {
    open(TARGET);
    halfOpen(TARGET);
    health.admit(TARGET);

    for (int i = 0; i < 5; i++) {
      health.ended(TARGET, new Result.Failed(504, Duration.ofMinutes(1)));
      health.ended(TARGET, new Result.Served(SECOND, Duration.ofMinutes(1), 10));
    }

    assertThat(health.state(TARGET)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void whatBeganBeforeTheOutageDoesNotOpenATargetThatIsBack() {
    open(TARGET);
    halfOpen(TARGET);
    for (int i = 0; i < 3; i++) {
      send(served());
    }

    for (int i = 0; i < 10; i++) {
      health.ended(TARGET, new Result.Failed(504, Duration.ofMinutes(1)));
    }

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
  }

  @Test
  void probesThatHungThroughTheOutageDoNotOpenATargetThatIsBack() {
    open(TARGET);
    halfOpen(TARGET);
    for (int i = 0; i < 3; i++) {
      health.admit(TARGET);
    }
    clock.advance(OPEN_FOR.plusMillis(1));
    for (int i = 0; i < 3; i++) {
      send(served());
    }
    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);

    clock.advance(Duration.ofSeconds(30));
    for (int i = 0; i < 10; i++) {
      health.ended(TARGET, new Result.Failed(504, Duration.ofMinutes(1)));
    }

    assertThat(health.state(TARGET)).isEqualTo(State.CLOSED);
  }

  @Test
  void anOperatorTakesATargetOut() {
    health.rotate(TARGET, Rotation.FORCED_OPEN);

    assertThat(health.state(TARGET)).isEqualTo(State.FORCED_OPEN);
    assertThat(health.admit(TARGET)).isFalse();
    clock.advance(Duration.ofDays(1));
    assertThat(health.admit(TARGET)).isFalse();
  }

  @Test
  void anOperatorKeepsATargetIn() {
    health.rotate(TARGET, Rotation.FORCED_CLOSED);

    for (int i = 0; i < 20; i++) {
      assertThat(health.admit(TARGET)).isTrue();
      health.ended(TARGET, failed());
    }

    assertThat(health.state(TARGET)).isEqualTo(State.FORCED_CLOSED);
    assertThat(health.standing(TARGET).failed()).isEqualTo(10);
  }

  @Test
  void fromAnyStateAnOperatorCanForceAnyOther() {
    for (var first : Rotation.values()) {
      for (var second : Rotation.values()) {
        open(TARGET);
        health.rotate(TARGET, first);
        health.rotate(TARGET, second);

        assertThat(health.state(TARGET).name())
            .isEqualTo(
                second != Rotation.AUTOMATIC
                    ? second.name()
                    : first == Rotation.AUTOMATIC ? "OPEN" : "CLOSED");
        health.rotate(TARGET, Rotation.FORCED_OPEN);
        health.rotate(TARGET, Rotation.AUTOMATIC);
      }
    }
  }

  @Test
  void anOutageIsNotEndedByWhatIsAlreadyAutomatic() {
    open(TARGET);

    health.rotate(TARGET, Rotation.AUTOMATIC);

    assertThat(health.state(TARGET)).isEqualTo(State.OPEN);
  }

  @Test
  void aStandingTellsSinceWhenAndOfWhat() {
    for (int i = 0; i < 5; i++) {
      send(i < 3 ? failed() : served(Duration.ofSeconds(31)));
    }
    var opened = clock.instant();

    assertThat(health.standing(TARGET)).isEqualTo(new Standing(State.OPEN, opened, 5, 3, 2));
    clock.advance(Duration.ofMinutes(1));

    assertThat(health.standing(TARGET).state()).isEqualTo(State.HALF_OPEN);
    assertThat(health.standing(TARGET).since()).isEqualTo(opened.plus(OPEN_FOR));
  }

  @Test
  void latencyIsTheMedianOfTheLastAnswers() {
    for (int tenths : new int[] {9, 1, 5}) {
      send(
          new Result.Served(
              Duration.ofMillis(tenths * 100L), Duration.ofMillis(tenths * 100L + 1000), 101));
    }

    assertThat(health.latency(TARGET))
        .contains(new TargetHealth.Latency(Duration.ofMillis(500), Duration.ofMillis(10), 3));
  }

  @Test
  void anAnswerOfWhichLittleIsKnownTeachesWhatIsKnown() {
    send(new Result.Served(Duration.ZERO, SECOND, 10));
    assertThat(health.latency(TARGET)).isEmpty();
    send(new Result.Served(SECOND, SECOND, 0));

    assertThat(health.latency(TARGET)).contains(new TargetHealth.Latency(SECOND, Duration.ZERO, 1));
  }

  @Test
  void latencyIsForgottenAfterFiveMinutes() {
    send(served());

    clock.advance(Duration.ofMinutes(5).plusMillis(1));

    assertThat(health.latency(TARGET)).isEmpty();
  }

  @Test
  void latencyIsOfTwoHundredAnswersAtMost() {
    for (int i = 0; i < 500; i++) {
      send(served(i < 300 ? Duration.ofSeconds(9) : SECOND));
    }
    clock.advance(SECOND);

    var latency = health.latency(TARGET).orElseThrow();

    assertThat(latency.samples()).isEqualTo(200);
    assertThat(latency.firstToken()).isEqualTo(SECOND);
  }

  private int sendWhileAdmitted(Result result) {
    int sent = 0;
    while (health.admit(TARGET) && sent < 1000) {
      sent++;
      health.ended(TARGET, result);
    }
    return sent;
  }

  private void send(Result result) {
    if (health.admit(TARGET)) {
      health.ended(TARGET, result);
    }
  }

  private static Result served() {
    return served(SECOND);
  }

  private static Result served(Duration firstToken) {
    return new Result.Served(firstToken, firstToken.plus(SECOND), 10);
  }

  private static Result failed() {
    return new Result.Failed(502, Duration.ofMillis(5));
  }
}
