package io.sluice.exchange;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares callers the wait for a dependency that has just failed: for a second all but one are told
 * at once. Thread-safe.
 */
public final class Breaker {

  private static final Logger logger = LoggerFactory.getLogger(Breaker.class);

  private static final long PAUSE_MILLIS = 1000;

  private static final long CLOSED = 0;

  private final String dependency;
  private final InstantSource clock;

  /** When somebody may try again, in milliseconds since 1970; 0 while all is well. */
  private final AtomicLong retryAt = new AtomicLong(CLOSED);

  /**
   * @param dependency what may fail, for exceptions and logs
   */
  public Breaker(String dependency, InstantSource clock) {
    this.dependency = dependency;
    this.clock = clock;
  }

  /**
   * Calls a dependency, unless it is spared.
   *
   * @throws DependencyException if it fails or is spared
   */
  public <T> T call(String action, Supplier<T> operation) {
    long now = clock.millis();
    long due = retryAt.get();
    if (due != CLOSED && (now < due || !retryAt.compareAndSet(due, now + PAUSE_MILLIS))) {
      throw new DependencyException(
          dependency, action, new IllegalStateException("it failed less than a second ago"));
    }
    try {
      T result = operation.get();
      if (due != CLOSED && retryAt.getAndSet(CLOSED) != CLOSED) {
        logger.atInfo().addKeyValue("dependency", dependency).log("back");
      }
      return result;
    } catch (DependencyException e) {
      if (retryAt.getAndSet(clock.millis() + PAUSE_MILLIS) == CLOSED) {
        logger.atWarn().addKeyValue("dependency", dependency).setCause(e).log("away");
      }
      throw e;
    }
  }

  /** Returns whether the dependency failed and has not been back since. */
  public boolean isOpen() {
    return retryAt.get() != CLOSED;
  }
}
