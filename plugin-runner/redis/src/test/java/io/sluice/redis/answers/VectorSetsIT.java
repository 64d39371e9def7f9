package io.sluice.redis.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which servers are taken for vector sets. */
class VectorSetsIT {

  private final Runners runners = new Runners();

  @AfterEach
  void close() {
    runners.close();
  }

  @Test
  void refusesAServerWithoutThemAndSaysWhatToDo() {
    try (var server = RedisServer.start()) {
      assumeTrue(
          server.command("COMMAND", "INFO", "VADD").isEmpty(), "this redis-server has vector sets");

      assertThatThrownBy(
              () -> runners.vectorSets(server.url(), InstantSource.system(), Runners.ROOMY))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageMatching(
              "sluice.cache: redis-index must be memory, or the server Redis 8.0 or newer: "
                  + "Redis \\d+\\.\\d+\\.\\d+ has no vector sets, but was \"vector-set\"");
    }
  }

  @Test
  void takesAServerThatHasThem() {
    try (var server = Redis8.start()) {
      assertThat(runners.vectorSets(server.url(), InstantSource.system(), Runners.ROOMY))
          .isNotNull();
    }
  }

  @Test
  void takesTheConfigurationsWordWhereTheServerIsAway() {
    try (var server = RedisServer.start()) {
      server.kill();

      assertThat(
              new VectorSetAnswerStore(
                  runners.redis(server.url(), Duration.ofMillis(100)),
                  Runners.ROOMY,
                  InstantSource.system(),
                  () -> {}))
          .isNotNull();
    }
  }
}
