package io.sluice.benchmarks;

import io.sluice.elasticsearch.Elasticsearch;
import io.sluice.elasticsearch.ElasticsearchAnswerStore;
import io.sluice.elasticsearch.ElasticsearchConfig;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.answers.AnswerBounds;
import io.sluice.redis.answers.RedisAnswerStore;
import io.sluice.redis.answers.VectorSetAnswerStore;
import io.sluice.testkit.elasticsearch.ElasticsearchServer;
import io.sluice.testkit.redis.RedisServer;
import io.sluice.vectors.InMemoryAnswerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A store to measure: how it is opened, and when it has settled. */
enum BenchmarkedStore {
  MEMORY {
    @Override
    Opened open() {
      var answers =
          new InMemoryAnswerStore(
              InstantSource.system(),
              new InMemoryAnswerStore.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE),
              Optional.empty());
      return new Opened(answers, () -> answers.backlog() == 0, () -> {});
    }
  },
  REDIS {
    @Override
    Opened open() {
      var server = RedisServer.start();
      var redis = redis(server);
      var answers =
          new RedisAnswerStore(
              redis,
              PLENTY,
              InstantSource.system(),
              Optional.empty(),
              BenchmarkedStore::unreadable);
      return new Opened(
          answers,
          () -> answers.isWhole() && answers.backlog() == 0,
          () -> {
            answers.close();
            redis.close();
            server.close();
          });
    }
  },
  /** On the Redis 8 that the environment variable SLUICE_REDIS8 names: see test-env/redis8. */
  VECTOR_SET {
    @Override
    Opened open() {
      var server = RedisServer.start(Path.of(System.getenv("SLUICE_REDIS8")));
      var redis = redis(server);
      var answers =
          new VectorSetAnswerStore(
              redis, PLENTY, InstantSource.system(), BenchmarkedStore::unreadable);
      return new Opened(
          answers,
          () -> true,
          () -> {
            redis.close();
            server.close();
          });
    }
  },
  /** On the distribution that the system property sluice.test.elasticsearch.home names. */
  ELASTICSEARCH {
    @Override
    Opened open() {
      var node = ElasticsearchServer.shared();
      var server =
          new Elasticsearch(
              ElasticsearchConfig.of(node.url())
                  .withUser(node.username(), node.password())
                  .withTimeout(PATIENCE));
      var answers =
          new ElasticsearchAnswerStore(
              server,
              ClusteredQuestions.DIMENSIONS,
              Integer.MAX_VALUE,
              InstantSource.system(),
              BenchmarkedStore::unreadable);
      return new Opened(
          answers,
          () -> {
            node.requests().send("POST", "/sluice*/_refresh", "");
            return true;
          },
          () -> {
            answers.close();
            server.close();
          });
    }
  };

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final AnswerBounds PLENTY = new AnswerBounds(Integer.MAX_VALUE, Long.MAX_VALUE);

  private static Redis redis(RedisServer server) {
    return new Redis(new RedisConfig(server.url(), RedisConfig.KEY_PREFIX, PATIENCE, 32));
  }

  private static void unreadable() {
    throw new IllegalStateException("an entry can't be read");
  }

  /**
   * An empty store.
   *
   * @param settled whether what was put is found as fast as it will ever be
   */
  record Opened(AnswerStore answers, Settled settled, Runnable closed) implements AutoCloseable {

    /** Waits until it has settled, and looks now and then. */
    void settle() throws InterruptedException {
      while (!settled.hasSettled()) {
        Thread.sleep(20);
      }
    }

    @Override
    public void close() {
      closed.run();
    }
  }

  /** Whether a store has settled. */
  interface Settled {

    boolean hasSettled();
  }

  abstract Opened open() throws Exception;
}
