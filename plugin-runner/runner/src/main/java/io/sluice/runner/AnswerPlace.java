package io.sluice.runner;

import io.sluice.elasticsearch.Elasticsearch;
import io.sluice.elasticsearch.ElasticsearchAnswerStore;
import io.sluice.elasticsearch.ElasticsearchConfig;
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
   * @param dimensions of the embeddings
   * @param gate spares searches in what is held in memory
   * @param unreadable called for each entry that can't be read
   */
  static AnswerPlace of(
      SluiceProperties properties, int dimensions, EntryIndex.Gate gate, Runnable unreadable) {
    return switch (store(properties)) {
      case REDIS -> inRedis(properties, Optional.of(gate), unreadable);
      case ELASTICSEARCH -> inElasticsearch(properties, dimensions, unreadable);
      case MEMORY, AUTO -> inMemory(properties.cache(), Optional.of(gate));
    };
  }

  private static CacheStore store(SluiceProperties properties) {
    var wanted = properties.cache().store();
    if (wanted != CacheStore.AUTO) {
      return wanted;
    }
    if (!properties.redis().url().isEmpty()) {
      return CacheStore.REDIS;
    }
    return properties.elasticsearch().url().isEmpty()
        ? CacheStore.MEMORY
        : CacheStore.ELASTICSEARCH;
  }

  private static AnswerPlace inMemory(
      SluiceProperties.Cache cache, Optional<EntryIndex.Gate> gate) {
    var bounds = new InMemoryAnswerStore.Bounds(cache.maxSize().toBytes(), cache.maxEntries());
    return new AnswerPlace(new InMemoryAnswerStore(InstantSource.system(), bounds, gate), () -> {});
  }

  /** With connections of its own: large answers do not delay the budgets. */
  private static AnswerPlace inRedis(
      SluiceProperties properties, Optional<EntryIndex.Gate> gate, Runnable unreadable) {
    var clock = InstantSource.system();
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

  private static AnswerPlace inElasticsearch(
      SluiceProperties properties, int dimensions, Runnable unreadable) {
    var shared = properties.elasticsearch();
    var cache = properties.cache();
    var server =
        new Elasticsearch(
            new ElasticsearchConfig(
                shared.url(),
                shared.username(),
                shared.password(),
                shared.apiKey(),
                shared.caCertificate(),
                shared.caFingerprint(),
                cache.timeout(),
                shared.indexPrefix()));
    var answers =
        new ElasticsearchAnswerStore(
            server, dimensions, cache.maxEntries(), InstantSource.system(), unreadable);
    return new AnswerPlace(
        answers,
        () -> {
          answers.close();
          server.close();
        });
  }

  @Override
  public void close() {
    end.run();
  }
}
