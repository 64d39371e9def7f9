package io.sluice.redis.answers;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.testkit.cache.AnswerStoreContract;
import io.sluice.testkit.redis.RedisServer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisAnswerStoreIT extends AnswerStoreContract {

  private static RedisServer server;

  private final Runners runners = new Runners();

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected AnswerStore open(InstantSource clock) {
    server.command("FLUSHALL");
    return runners.store(server.url(), clock);
  }

  @AfterEach
  void close() {
    runners.close();
  }
}
