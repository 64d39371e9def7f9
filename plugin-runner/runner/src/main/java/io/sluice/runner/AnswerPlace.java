package io.sluice.runner;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.answers.AnswerBounds;
import io.sluice.redis.answers.RedisAnswerStore;
import io.sluice.redis.answers.VectorSetAnswerStore;
import io.sluice.runner.SluiceProperties.CacheStore;
import io.sluice.vectors.EntryIndex;
import io.sluice.vectors.InMemoryAnswerStore;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where the semantic cache keeps its answers.
 *
 * @param end closes what was opened for it
 */
record AnswerPlace(AnswerStore answers, Runnable end) implements AutoCloseable {

  /**
   * Opens the store that is configured.
   *
   * @param gate spares searches in what is held in memory
   * @param unreadable called for each entry that can't be read
   */
  static AnswerPlace of(
      SluiceProperties properties, Optional<EntryIndex.Gate> gate, Runnable unreadable) {
    var clock = InstantSource.system();
    var cache = properties.cache();
    boolean redis =
        cache.store() == CacheStore.REDIS
            || (cache.store() == CacheStore.AUTO && !properties.redis().url().isEmpty());
    if (redis) {
      return inRedis(properties, gate, unreadable, clock);
    }
    var bounds = new InMemoryAnswerStore.Bounds(cache.maxSize().toBytes(), cache.maxEntries());
    return new AnswerPlace(new InMemoryAnswerStore(clock, bounds, gate), () -> {});
  }

  /** With connections of its own: large answers do not delay the budgets. */
  private static AnswerPlace inRedis(
      SluiceProperties properties,
      Optional<EntryIndex.Gate> gate,
      Runnable unreadable,
      InstantSource clock) {
    var shared = properties.redis();
    var cache = properties.cache();
    var redis =
        new Redis(
            new RedisConfig(shared.url(), shared.keyPrefix(), cache.timeout(), shared.poolSize()));
    var bounds = new AnswerBounds(cache.maxEntries(), cache.maxSize().toBytes());
    return switch (cache.redisIndex()) {
      case MEMORY -> {
        var answers = new RedisAnswerStore(redis, bounds, clock, gate, unreadable);
        yield new AnswerPlace(
            answers,
            () -> {
              answers.close();
              redis.close();
            });
      }
      case VECTOR_SET ->
          new AnswerPlace(new VectorSetAnswerStore(redis, bounds, clock, unreadable), redis::close);
    };
  }

  @Override
  public void close() {
    end.run();
  }
}
