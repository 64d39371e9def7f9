package io.sluice.redis;

import io.sluice.exchange.ledger.TokenLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Ledgers on one server that have no key in common. Thread-safe. */
final class FreshLedgers implements AutoCloseable {

  /** The tests' own machine may be busy; what deadlines do has tests of its own. */
  static final Duration PATIENT = Duration.ofSeconds(10);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Redis redis;

  FreshLedgers(String url) {
    this.redis = new Redis(new RedisConfig(url, "all", PATIENT, 16));
  }

  /** Returns a ledger whose clock is the given one, as is its server's. */
  TokenLedger ledger(InstantSource clock) {
    return new RedisTokenLedger(redis, keys(), clock, false);
  }

  /** Names differ, the hash tag does not: of a cluster all use the same node. */
  private static String keys() {
    return "{all}:" + NUMBER.incrementAndGet() + ":";
  }

  @Override
  public void close() {
    redis.close();
  }
}
