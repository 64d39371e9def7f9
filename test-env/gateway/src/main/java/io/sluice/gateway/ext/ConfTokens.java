package io.sluice.gateway.ext;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The tokens that the runner has given for configurations. */
final class ConfTokens {

  // APISIX: nine tenths of the life time that it tells the runner, by default an hour.
  private static final long LIFE_NANOS = Duration.ofMinutes(54).toNanos();

  // Also APISIX's: one request prepares, the others do not wait for ever.
  private static final long LOCK_SECONDS = 5;

  /** Asks the runner for a token. */
  interface Prepare {
    long token() throws RunnerException;
  }

  private record Token(long value, long since) {}

  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> preparing = new ConcurrentHashMap<>();

  long get(String key, Prepare prepare) throws RunnerException {
    var known = valid(key);
    if (known != null) {
      return known.value();
    }
    var lock = preparing.computeIfAbsent(key, k -> new ReentrantLock());
    acquire(lock);
    try {
      var meanwhile = valid(key);
      if (meanwhile != null) {
        return meanwhile.value();
      }
      var fresh = new Token(prepare.token(), System.nanoTime());
      tokens.put(key, fresh);
      return fresh.value();
    } finally {
      lock.unlock();
    }
  }

  private static void acquire(ReentrantLock lock) throws RunnerException {
    try {
      if (!lock.tryLock(LOCK_SECONDS, TimeUnit.SECONDS)) {
        throw new RunnerException("failed to acquire the lock: timeout");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerException("failed to acquire the lock", e);
    }
  }

  void clear() {
    tokens.clear();
  }

  private @Nullable Token valid(String key) {
    var token = tokens.get(key);
    return token == null || System.nanoTime() - token.since() > LIFE_NANOS ? null : token;
  }
}
