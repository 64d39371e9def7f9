package io.sluice.testkit.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.exchange.routing.TargetHealth.State;
import org.junit.jupiter.api.Test;

/** What everybody who knows how targets are has to do. */
public abstract class TargetHealthContract {

  private static final String TARGET = "fast";

  private static final int MORE_THAN_PROBES = 100;

  /** Returns who is tested, the same one during a test. */
  protected abstract TargetHealth health();

  /** Makes a target fail until it is open. */
  protected abstract void open(String target);

  /** Lets time pass until an open target may be back. */
  protected abstract void halfOpen(String target);

  @Test
  void aTargetThatWasNeverHeardOfIsWell() {
    assertThat(health().state(TARGET)).isEqualTo(State.CLOSED);
    assertThat(health().latency(TARGET)).isEmpty();
    assertThat(health().admit(TARGET)).isTrue();
  }

  @Test
  void aTargetThatIsWellAdmitsAnyNumber() {
    assertThat(admitted()).isEqualTo(MORE_THAN_PROBES);
  }

  @Test
  void nothingIsSentToATargetThatIsOpen() {
    open(TARGET);

    assertThat(health().state(TARGET)).isEqualTo(State.OPEN);
    assertThat(admitted()).isZero();
  }

  @Test
  void anothersFailuresDoNotCount() {
    open("smart");

    assertThat(health().state(TARGET)).isEqualTo(State.CLOSED);
    assertThat(health().admit(TARGET)).isTrue();
  }

  @Test
  void aTargetThatMayBeBackGetsAFewRequests() {
    open(TARGET);
    halfOpen(TARGET);

    assertThat(health().state(TARGET)).isEqualTo(State.HALF_OPEN);
    assertThat(admitted()).isPositive().isLessThan(10);
  }

  @Test
  void whatNobodyKnowsTheEndOfIsGivenBack() {
    open(TARGET);
    halfOpen(TARGET);
    int probes = admitted();

    for (int i = 0; i < probes; i++) {
      health().ended(TARGET, new Result.Unknown());
    }

    assertThat(health().state(TARGET)).isEqualTo(State.HALF_OPEN);
    assertThat(admitted()).isEqualTo(probes);
  }

  @Test
  void whatNobodyKnowsTheEndOfDoesNotMakeMoreProbes() {
    open(TARGET);
    halfOpen(TARGET);
    int probes = admitted();

    for (int i = 0; i < MORE_THAN_PROBES; i++) {
      health().ended(TARGET, new Result.Unknown());
    }

    assertThat(admitted()).isEqualTo(probes);
  }

  @Test
  void askingHowATargetIsTakesNothing() {
    open(TARGET);
    halfOpen(TARGET);

    for (int i = 0; i < MORE_THAN_PROBES; i++) {
      assertThat(health().state(TARGET)).isEqualTo(State.HALF_OPEN);
    }

    assertThat(health().admit(TARGET)).isTrue();
  }

  private int admitted() {
    int admitted = 0;
    for (int i = 0; i < MORE_THAN_PROBES; i++) {
      admitted += health().admit(TARGET) ? 1 : 0;
    }
    return admitted;
  }
}
