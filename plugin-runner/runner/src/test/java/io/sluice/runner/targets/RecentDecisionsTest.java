package io.sluice.runner.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.RequestId;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentDecisionsTest {

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));

  /** Room for ten. */
  private final RecentDecisions decisions = new RecentDecisions(14_000, Duration.ofHours(1), clock);

  @Test
  void theLastOnesAreKeptWhateverIsLookedAt() {
    for (int i = 0; i < 100; i++) {
      add(i);
      decisions.find(id(0));
    }

    assertThat(decisions.count()).isEqualTo(10);
    assertThat(decisions.find(id(89))).isEmpty();
    for (int i = 90; i < 100; i++) {
      assertThat(decisions.find(id(i))).isPresent();
    }
  }

  @Test
  void whatIsTooOldIsForgotten() {
    add(1);
    clock.advance(Duration.ofMinutes(40));
    add(2);
    clock.advance(Duration.ofMinutes(40));

    assertThat(decisions.find(id(1))).isEmpty();
    assertThat(decisions.find(id(2))).isPresent();
    add(3);
    assertThat(decisions.count()).isEqualTo(2);
  }

  @Test
  void whatIsKeptCanBeAmended() {
    add(1);

    decisions.amend(id(1), decision -> decision.with("cascade", "escalated"));
    decisions.amend(id(2), decision -> decision.with("cascade", "escalated"));

    assertThat(decisions.find(id(1)).orElseThrow().details()).containsEntry("cascade", "escalated");
    assertThat(decisions.find(id(2))).isEmpty();
  }

  @Test
  void theSameRequestIsKeptOnce() {
    for (int i = 0; i < 100; i++) {
      add(1);
    }
    add(2);

    assertThat(decisions.count()).isEqualTo(2);
  }

  private void add(int id) {
    decisions.add(Decisions.decision(id(id).value(), clock.instant()));
  }

  private static RequestId id(int id) {
    return new RequestId("id-" + id);
  }
}
