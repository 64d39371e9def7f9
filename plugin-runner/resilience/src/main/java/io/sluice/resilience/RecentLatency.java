package io.sluice.resilience;

import io.sluice.exchange.routing.TargetHealth.Latency;
import io.sluice.exchange.routing.TargetHealth.Result.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** How long a target's last answers took; about 10 KB. Not thread-safe. */
final class RecentLatency {

  static final int MOST = 200;

  static final Duration OLDEST = Duration.ofMinutes(5);

  /** A median of many is worked out once in this time, however often it is asked for. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Of fewer, a median costs next to nothing. */
  private static final int FEW = 20;

  private final ArrayDeque<Sample> samples = new ArrayDeque<>(MOST);
  private Optional<Latency> known = Optional.empty();
  private Instant knownUntil = Instant.MIN;

  /**
   * @param perToken nanoseconds; -1 when unknown
   */
  private record Sample(Instant at, long firstToken, long perToken) {}

  void add(Instant now, Served served) {
    if (!served.firstToken().isPositive()) {
      return;
    }
    if (samples.size() == MOST) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(now, served.firstToken().toNanos(), perToken(served)));
  }

  private static long perToken(Served served) {
    if (served.completionTokens() <= 0) {
      return -1;
    }
    long after = Math.max(0, served.took().minus(served.firstToken()).toNanos());
    return after / Math.max(1, served.completionTokens() - 1);
  }

  Optional<Latency> get(Instant now) {
    if (samples.size() < FEW || !now.isBefore(knownUntil)) {
      known = compute(now);
      knownUntil = now.plus(FRESH);
    }
    return known;
  }

  private Optional<Latency> compute(Instant now) {
    var oldest = now.minus(OLDEST);
    while (!samples.isEmpty() && samples.getFirst().at().isBefore(oldest)) {
      samples.removeFirst();
    }
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Latency(
            median(samples.stream().mapToLong(Sample::firstToken)),
            median(samples.stream().mapToLong(Sample::perToken).filter(nanos -> nanos >= 0)),
            samples.size()));
  }

  /** Returns the lower one of the two in the middle; zero of nothing. */
  private static Duration median(LongStream nanos) {
    var sorted = nanos.toArray();
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2]);
  }
}
