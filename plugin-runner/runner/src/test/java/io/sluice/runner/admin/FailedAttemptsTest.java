package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

  private Instant now = Instant.EPOCH;
  private final FailedAttempts attempts = new FailedAttempts(() -> now);

  @Test
  void anAddressIsBlockedAfterTenUntilTheMinuteOfTheFirstIsOver() {
    fail("a", 9);
    assertThat(attempts.blocked("a")).isEmpty();
    now = now.plusSeconds(20);
    fail("a", 1);

    assertThat(attempts.blocked("a")).hasValue(Duration.ofSeconds(40));
    now = now.plusSeconds(40);
    assertThat(attempts.blocked("a")).isEmpty();
  }

  @Test
  void aNewMinuteBeginsWithTheNextFailure() {
    fail("a", 10);
    now = now.plusSeconds(61);

    fail("a", 9);
    assertThat(attempts.blocked("a")).isEmpty();
    fail("a", 1);

    assertThat(attempts.blocked("a")).hasValue(FailedAttempts.PERIOD);
  }

  @Test
  void oneAddressDoesNotBlockAnother() {
    fail("a", 100);

    assertThat(attempts.blocked("b")).isEmpty();
  }

  @Test
  void manyAddressesTakeNoMoreMemory() {
    for (int i = 0; i < 3 * FailedAttempts.ADDRESSES; i++) {
      attempts.add("2001:db8::" + i);
    }

    assertThat(attempts.addresses()).isLessThanOrEqualTo(FailedAttempts.ADDRESSES);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      attempts.add(address);
    }
  }
}
