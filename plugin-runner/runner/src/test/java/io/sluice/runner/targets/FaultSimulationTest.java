package io.sluice.runner.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sluice.runner.targets.SimulatedTarget.Fortune;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Ten thousand seeded cases of targets that fail, hang, are slow and come back. */
class FaultSimulationTest {

  private static final int CASES = 10_000;

  private static final int OUTAGES = 100;

  /** Who would write a line for each transition of each target. */
  private static final List<String> TALKATIVE = List.of("io.sluice", "io.github.resilience4j");

  @BeforeAll
  static void doNotLog() {
    TALKATIVE.forEach(name -> logger(name).setLevel(Level.OFF));
  }

  @AfterAll
  static void log() {
    TALKATIVE.forEach(name -> logger(name).setLevel(null));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  void noFaultMakesTheRouterBreakAPromise() {
    var tally = new FaultCase.Tally();

    for (int seed = 0; seed < CASES; seed++) {
      assertThat(new FaultCase(seed, tally).run()).as("seed %d", seed).isEmpty();
    }

    assertThat(tally.restarts).isGreaterThan(1000);
    assertThat(tally.refused).isGreaterThan(10_000);
    assertThat(tally.moved).isGreaterThan(10_000);
    assertThat(tally.attempts).isGreaterThan(10_000);
    assertThat(tally.accepted).isGreaterThan(1000);
    assertThat(tally.lastResorts).isGreaterThan(1000);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILING", "AWAY"})
  void aTargetThatAlwaysFailsIsOutWithinTenRequestsAndBackWithinHalfAMinute(Fortune fortune) {
    for (int seed = 0; seed < OUTAGES; seed++) {
      var target = RecoveringTarget.chosen(seed, fortune);

      assertThat(target.requestsUntilOut()).as("seed %d", seed).isBetween(1, 10);
      assertThat(target.outWhileWell()).as("seed %d", seed).isLessThan(Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILING", "AWAY", "HANGING"})
  void soIsOneThatIsAskedFirst(Fortune fortune) {
    for (int seed = 0; seed < OUTAGES; seed++) {
      var target = RecoveringTarget.first(seed, fortune);

      assertThat(target.requestsUntilOut()).as("seed %d", seed).isBetween(1, 10);
      assertThat(target.outWhileWell()).as("seed %d", seed).isLessThan(Duration.ofSeconds(30));
    }
  }
}
