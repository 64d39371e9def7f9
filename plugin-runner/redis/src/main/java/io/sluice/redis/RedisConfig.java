package io.sluice.redis;

import io.sluice.exchange.Problems;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where Redis is, and how long it may take.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://}, then {@code user:password@} if
 *     needed, then {@code host:port} of one node or of several with commas between, then {@code
 *     /database}. Of a cluster a few nodes will do; it is recognised as one
 * @param keyPrefix of all keys, as a hash tag: letters, digits, {@code _ . -}
 * @param timeout within which an operation has succeeded or failed, whatever happens; 5 ms to 10 s
 * @param poolSize connections at most, 1 to 1000
 */
public record RedisConfig(String url, String keyPrefix, Duration timeout, int poolSize) {

  /** The prefix when none is configured. */
  public static final String KEY_PREFIX = "sluice";

  /**
   * The time-out when none is configured: longer than any pause of a healthy server or a busy
   * runner, since what looks like a server that is away loosens budgets; and short beside an answer
   * of a model.
   */
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** The size of the pool when none is configured: each does over 10,000 operations a second. */
  public static final int POOL_SIZE = 16;

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofSeconds(10);

  public RedisConfig {
    new Problems("redis")
        .require(
            RedisUrl.parse(url).isPresent(),
            "url",
            "redis[s]://[[user]:password@]host[:port][,host[:port]...][/database]",
            RedisUrl.redacted(url))
        .require(
            PREFIX.matcher(keyPrefix).matches(),
            "key_prefix",
            "1 to 64 letters, digits or _ . -",
            keyPrefix)
        .require(
            timeout.compareTo(LEAST) >= 0 && timeout.compareTo(MOST) <= 0,
            "timeout",
            "5 ms to 10 s",
            timeout)
        .require(poolSize >= 1 && poolSize <= 1000, "pool_size", "in 1 to 1000", poolSize)
        .throwIfAny();
  }

  /** Returns a configuration with the defaults. */
  public static RedisConfig of(String url) {
    return new RedisConfig(url, KEY_PREFIX, TIMEOUT, POOL_SIZE);
  }

  RedisUrl parsedUrl() {
    return RedisUrl.parse(url).orElseThrow();
  }

  /** Returns what all keys begin with: one hash tag, so that a cluster keeps them in one slot. */
  String keys() {
    return "{" + keyPrefix + "}:";
  }

  @Override
  public String toString() {
    return "RedisConfig[url=%s, keyPrefix=%s, timeout=%s, poolSize=%d]"
        .formatted(RedisUrl.redacted(url), keyPrefix, timeout, poolSize);
  }
}
