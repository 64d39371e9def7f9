package io.sluice.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ten thousand seeded outages of a target, in a time that a test moves. */
class OutagesTest {

  private static final int CASES = 10_000;

  private static final String TARGET = "fast";

  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

  /** How a target fails. */
  private enum Outage {
    /** It answers 502 at once. */
    ERRORS,
    /** It answers all right, after longer than anybody waits. */
    SLOW,
    /** It answers nothing: a time-out after a minute. */
    HANGS,
    /** Half of its requests fail, half are never heard of. */
    LOST
  }

  /** A request under way. */
  private record Sent(Instant ends, Result result) {}

  /** One target's traffic: a request each so many milliseconds, for one outage and its end. */
  private static final class Traffic {

    private final Random random;
    private final MovableClock clock = new MovableClock(BEGIN);
    private final PriorityQueue<Sent> underWay =
        new PriorityQueue<>(Comparator.comparing(Sent::ends));
    private final Outage outage;
    private final Duration pause;
    private final Duration answer;
    private BreakerTargetHealth health = started();
    private int failures;

    Traffic(long seed) {
      random = new Random(seed);
      outage = List.of(Outage.values()).get(random.nextInt(Outage.values().length));
      pause = Duration.ofMillis(20 + random.nextInt(980));
      answer = Duration.ofMillis(50 + random.nextInt(4950));
    }

    private BreakerTargetHealth started() {
      return new BreakerTargetHealth(BreakerConfig.usual(), clock, (target, from, to) -> {});
    }

    /** Lets time pass until the next request, and sends it if it is let through. */
    void next(boolean isWell) {
      var now = clock.instant().plus(pause);
      while (!underWay.isEmpty() && !underWay.peek().ends().isAfter(now)) {
        var ended = underWay.remove();
        clock.set(ended.ends());
        boolean wasIn = health.state(TARGET) == State.CLOSED;
        health.ended(TARGET, ended.result());
        boolean failed = !(ended.result() instanceof Result.Unknown);
        failures += wasIn && failed && !isWell ? 1 : 0;
      }
      clock.set(now);
      if (health.admit(TARGET)) {
        send(isWell);
      }
    }

    private void send(boolean isWell) {
      if (isWell) {
        ends(answer, new Result.Served(answer, answer, 100));
        return;
      }
      switch (outage) {
        case ERRORS -> ends(Duration.ofMillis(5), new Result.Failed(502, Duration.ofMillis(5)));
        case SLOW -> {
          var took = Duration.ofSeconds(31);
          ends(took, new Result.Served(took, took, 100));
        }
        case HANGS -> ends(Duration.ofMinutes(1), new Result.Failed(504, Duration.ofMinutes(1)));
        case LOST -> {
          if (random.nextBoolean()) {
            ends(Duration.ofSeconds(1), new Result.Failed(0, Duration.ofSeconds(1)));
          } else if (random.nextBoolean()) {
            ends(Duration.ofSeconds(2), new Result.Unknown());
          }
        }
      }
    }

    /** Begins answers that go on long after their first byte. */
    void streams() {
      for (int i = 0; i < 20; i++) {
        var took = Duration.ofMillis(random.nextLong(180_000));
        ends(took, new Result.Served(answer, took, 100));
      }
    }

    private void ends(Duration took, Result result) {
      underWay.add(new Sent(clock.instant().plus(took), result));
    }

    /** Forgets everything, requests under way included: their ends come to another process. */
    void restart() {
      health = started();
      underWay.clear();
    }
  }

  @Test
  void aTargetThatFailsIsOutWithinTenFailures() {
    for (int seed = 0; seed < CASES; seed++) {
      var traffic = new Traffic(seed);
      for (int i = 0; i < 50; i++) {
        traffic.next(true);
      }
      // Those from before the outage come to their ends.
      traffic.underWay.clear();
      traffic.failures = 0;

      while (traffic.health.state(TARGET) == State.CLOSED) {
        traffic.next(false);
      }

      assertThat(traffic.failures).as("seed %d, %s", seed, traffic.outage).isBetween(1, 10);
    }
  }

  @Test
  void aTargetThatIsBackIsInRotationWithinHalfAMinuteAndStaysThere() {
    for (int seed = 0; seed < CASES; seed++) {
      var traffic = new Traffic(seed);
      traffic.streams();
      while (traffic.health.state(TARGET) == State.CLOSED) {
        traffic.next(false);
      }
      for (int i = traffic.random.nextInt(200); i > 0; i--) {
        traffic.next(false);
      }
      if (traffic.random.nextInt(10) == 0) {
        traffic.restart();
      }

      var well = traffic.clock.instant();
      while (traffic.health.state(TARGET) != State.CLOSED) {
        traffic.next(true);
      }
      var outFor = Duration.between(well, traffic.clock.instant());
      assertThat(outFor).as("seed %d, %s", seed, traffic.outage).isLessThan(Duration.ofSeconds(30));
      for (int i = 0; i < 200; i++) {
        traffic.next(true);
        assertThat(traffic.health.state(TARGET))
            .as("seed %d, %s", seed, traffic.outage)
            .isEqualTo(State.CLOSED);
      }
    }
  }
}
