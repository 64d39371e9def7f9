package io.sluice.redis.answers;

import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Stores as several runners have them, each with connections of its own, closed together. */
final class Runners implements AutoCloseable {

  /** The tests' own machine may be busy; what deadlines do has tests of its own. */
  static final Duration PATIENT = Duration.ofSeconds(10);

  static final AnswerBounds ROOMY = new AnswerBounds(1_000_000, 1L << 40);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AtomicInteger unreadable = new AtomicInteger();

  Redis redis(String url, Duration timeout) {
    var redis = new Redis(new RedisConfig(url, "sluice", timeout, 8));
    open.push(redis);
    return redis;
  }

  RedisAnswerStore store(String url, InstantSource clock) {
    return store(url, clock, ROOMY, PATIENT, RedisAnswerStore.MESSAGES);
  }

  RedisAnswerStore store(
      String url, InstantSource clock, AnswerBounds bounds, Duration timeout, int messages) {
    var store =
        new RedisAnswerStore(
            redis(url, timeout),
            bounds,
            clock,
            Optional.empty(),
            unreadable::incrementAndGet,
            messages);
    open.push(store);
    return store;
  }

  VectorSetAnswerStore vectorSets(String url, InstantSource clock, AnswerBounds bounds) {
    return new VectorSetAnswerStore(
        redis(url, PATIENT), bounds, clock, unreadable::incrementAndGet);
  }

  /** Returns how many values of all stores could not be read. */
  int unreadable() {
    return unreadable.get();
  }

  /** Waits for what comes by itself. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not after " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
