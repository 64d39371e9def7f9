package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What tests of failures have in common: one account, and waiting for better times. */
final class Faults {

  /** Short enough to tell apart from every other wait in the adapter, which are seconds. */
  static final Duration TIMEOUT = Duration.ofMillis(300);

  /** A call that has only its deadline to end it ends far before this, on any machine. */
  private static final Duration FAR_TOO_LATE = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static final Account TEAM =
      new Account("team", Unit.TOTAL_TOKENS, 1_000_000, 0, new Window.Sliding(Duration.ofHours(1)));

  private Faults() {}

  static RedisConfig config(String url) {
    return new RedisConfig(url, "sluice", TIMEOUT, 4);
  }

  static Reservation reservation() {
    return new Reservation(
        UUID.randomUUID().toString(), List.of(TEAM), new Spend(6, 4, 0), "a note");
  }

  static void reserve(TokenLedger ledger) {
    var outcome = ledger.reserve(reservation(), Duration.ofMinutes(10));

    assertThat(outcome).isInstanceOf(Outcome.Granted.class);
  }

  static Standing standing(TokenLedger ledger) {
    return ledger.standings(List.of(TEAM)).getFirst();
  }

  /** Fails to reserve, in time, and returns why. */
  static Throwable failure(TokenLedger ledger) {
    long start = System.nanoTime();
    var failure = catchThrowableOfType(DependencyException.class, () -> reserve(ledger));

    assertThat(failure).isNotNull().hasMessageStartingWith("redis could not reserve tokens: ");
    assertThat(failure.dependency()).isEqualTo("redis");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAR_TOO_LATE);
    return Objects.requireNonNull(failure.getCause());
  }

  /** Waits until a reservation is granted again. */
  static void awaitService(TokenLedger ledger) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        reserve(ledger);
        return;
      } catch (DependencyException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }
}
