package io.sluice.redis.answers;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.util.Optional;

/** A Redis that has vector sets, where there is one; else the tests that need it are skipped. */
final class Redis8 {

  private static final String BINARY = "SLUICE_REDIS8";

  private Redis8() {}

  static RedisServer start() {
    var binary = Optional.ofNullable(System.getenv(BINARY)).filter(path -> !path.isEmpty());
    var server = binary.map(path -> RedisServer.start(Path.of(path))).orElseGet(RedisServer::start);
    if (server.command("COMMAND", "INFO", "VADD").isEmpty()) {
      server.close();
      return abort(
          "the redis-server has no vector sets, as Redis 8 does; %s can name one that has,"
                  .formatted(BINARY)
              + " and test-env/redis8 fetches one");
    }
    return server;
  }
}
