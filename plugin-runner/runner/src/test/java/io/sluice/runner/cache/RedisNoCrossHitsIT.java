package io.sluice.runner.cache;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.answers.AnswerBounds;
import io.sluice.redis.answers.RedisAnswerStore;
import io.sluice.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class RedisNoCrossHitsIT extends NoCrossHits {

  private final RedisServer server = RedisServer.start();
  private final Redis redis =
      new Redis(new RedisConfig(server.url(), "sluice", Duration.ofSeconds(10), 16));
  private final RedisAnswerStore answers =
      new RedisAnswerStore(
          redis,
          new AnswerBounds(100_000, 1_000_000_000),
          InstantSource.system(),
          Optional.empty(),
          () -> {
            throw new AssertionError("an entry can't be read");
          });

  @Override
  AnswerStore open() {
    return answers;
  }

  @AfterEach
  void close() {
    answers.close();
    redis.close();
    server.close();
  }
}
