package io.sluice.runner.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Counts wrong tokens by the address that they came from, so that none can be guessed.
 *
 * <p>Thread-safe. Of {@value #ADDRESSES} addresses at most, those heard from last.
 */
public final class FailedAttempts {

  static final int ALLOWED = 10;
  static final Duration PERIOD = Duration.ofMinutes(1);
  static final int ADDRESSES = 10_000;

  private final InstantSource clock;
  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(ADDRESSES).build();

  private record Failures(Instant since, int count) {}

  public FailedAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns how long nothing is looked at that comes from an address; empty when it is. */
  Optional<Duration> blocked(String address) {
    var known = failures.getIfPresent(address);
    if (known == null || known.count() < ALLOWED) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), known.since().plus(PERIOD));
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  /** Counts one. */
  void add(String address) {
    var now = clock.instant();
    failures
        .asMap()
        .merge(
            address,
            new Failures(now, 1),
            (known, first) ->
                now.isBefore(known.since().plus(PERIOD))
                    ? new Failures(known.since(), known.count() + 1)
                    : first);
  }

  /** Returns how many addresses are remembered. */
  long addresses() {
    failures.cleanUp();
    return failures.estimatedSize();
  }
}
