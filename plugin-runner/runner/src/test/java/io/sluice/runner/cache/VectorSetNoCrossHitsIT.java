package io.sluice.runner.cache;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.answers.AnswerBounds;
import io.sluice.redis.answers.VectorSetAnswerStore;
import io.sluice.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(
    named = "SLUICE_REDIS8",
    matches = ".+",
    disabledReason = "test-env/redis8 finds no Redis with vector sets")
class VectorSetNoCrossHitsIT extends NoCrossHits {

  private final RedisServer server = RedisServer.start(Path.of(System.getenv("SLUICE_REDIS8")));
  private final Redis redis =
      new Redis(new RedisConfig(server.url(), "sluice", Duration.ofSeconds(10), 16));

  @Override
  AnswerStore open() {
    return new VectorSetAnswerStore(
        redis,
        new AnswerBounds(100_000, 1_000_000_000),
        InstantSource.system(),
        () -> {
          throw new AssertionError("an entry can't be read");
        });
  }

  @AfterEach
  void close() {
    redis.close();
    server.close();
  }
}
