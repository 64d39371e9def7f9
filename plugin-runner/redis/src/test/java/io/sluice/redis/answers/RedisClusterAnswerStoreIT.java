package io.sluice.redis.answers;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.testkit.cache.AnswerStoreContract;
import io.sluice.testkit.redis.RedisCluster;
import io.sluice.testkit.redis.RedisServer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterAnswerStoreIT extends AnswerStoreContract {

  private static RedisCluster cluster;

  private final Runners runners = new Runners();

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start(3, 0);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected AnswerStore open(InstantSource clock) {
    cluster.servers().forEach(RedisClusterAnswerStoreIT::empty);
    return runners.store(cluster.url(), clock);
  }

  private static void empty(RedisServer server) {
    server.command("FLUSHALL");
  }

  @AfterEach
  void close() {
    runners.close();
  }
}
