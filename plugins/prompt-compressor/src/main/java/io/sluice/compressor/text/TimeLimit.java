package io.sluice.compressor.text;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to stop: asked between steps of work, so that a step is short.
 *
 * <p>Not thread-safe: of one request.
 */
public final class TimeLimit {

  private final LongSupplier nanoTime;
  private final long start;
  private final long nanos;

  private TimeLimit(LongSupplier nanoTime, long nanos) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.nanos = nanos;
  }

  /**
   * Begins now.
   *
   * @param nanoTime in nanoseconds, as {@link System#nanoTime()}
   */
  public static TimeLimit of(Duration limit, LongSupplier nanoTime) {
    return new TimeLimit(nanoTime, limit.toNanos());
  }

  /** Returns a limit that is never reached. */
  public static TimeLimit none() {
    return new TimeLimit(() -> 0, 1);
  }

  /** Returns whether the time is up. */
  public boolean isOver() {
    return nanoTime.getAsLong() - start >= nanos;
  }

  /** Returns how long it has run, in nanoseconds. */
  public long elapsed() {
    return nanoTime.getAsLong() - start;
  }

  /** Returns the part of the time that is used up; over 1 when it is over. */
  public double used() {
    return (double) elapsed() / nanos;
  }
}
