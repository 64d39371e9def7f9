package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.redis.RedisServer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two runners whose answers are in one Redis, and what clients see when that goes away. */
class CacheAwayIT {

  private static CacheClient client(RedisServer redis, int gateways) {
    return new CacheClient(gateways, Map.of("SLUICE_REDIS_URL", redis.url()));
  }

  @Test
  void whatOneRunnerKeptTheOtherServes() {
    try (var redis = RedisServer.start();
        var client = client(redis, 2)) {
      client.fill("How do I reset my password for the portal?");

      assertThat(client.ask(1, "How do I reset my password for the portal?"))
          .satisfies(answer -> {
            assertThat(answer.header("X-AI-Cache-Status")).isEqualTo("HIT");
            assertThat(answer.header("X-AI-Cache-Layer")).isEqualTo("exact");
          });
      // Each wording is asked once: what misses is kept, and would be a hit of its own.
      assertThat(client.ask(1, "how can i reset my password for the portal, please"))
          .satisfies(answer -> {
            assertThat(answer.header("X-AI-Cache-Status")).isEqualTo("HIT");
            assertThat(answer.header("X-AI-Cache-Layer")).isEqualTo("semantic");
          });
    }
  }

  /** How Redis goes, how it comes back, and whether it still knows what it was told before. */
  static Stream<Arguments> outages() {
    Consumer<RedisServer> suspend = RedisServer::suspend;
    Consumer<RedisServer> resume = RedisServer::resume;
    Consumer<RedisServer> kill = RedisServer::kill;
    Consumer<RedisServer> restart = RedisServer::restart;
    return Stream.of(
        Arguments.argumentSet("hangs", suspend, resume, true),
        Arguments.argumentSet("is killed, and back empty", kill, restart, false));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void withoutRedisEveryRequestIsAMissAndNoneAnError(
      Consumer<RedisServer> leave, Consumer<RedisServer> comeBack, boolean remembers) {
    try (var redis = RedisServer.start();
        var client = client(redis, 1)) {
      client.fill("Which river is the longest?");

      leave.accept(redis);

      for (int i = 0; i < 5; i++) {
        assertThat(client.status(0, "Which river is the longest?")).isEqualTo("MISS");
      }
      assertThat(client.metric("sluice_cache_requests_total", "reason=\"failure\"")).isEqualTo(5);

      comeBack.accept(redis);

      if (remembers) {
        Processes.await(
            "the cache is back",
            () -> client.status(0, "Which river is the longest?").equals("HIT"));
      }
      Processes.await(
          "the cache fills again",
          () -> client.status(0, "Which mountain is the highest?").equals("HIT"));
    }
  }

  @Test
  void aFullRedisKeepsNothingAndHurtsNobody() {
    try (var redis = RedisServer.start();
        var client = client(redis, 1)) {
      client.fill("Which river is the longest?");
      redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
      redis.command("CONFIG", "SET", "maxmemory", "1");

      assertThat(client.status(0, "Which sea is the deepest?")).isEqualTo("MISS");
      Processes.await(
          "the answer is not kept",
          () -> client.metric("sluice_cache_answers_total", "outcome=\"not_kept\"") > 0);

      redis.command("CONFIG", "SET", "maxmemory", "0");
      Processes.await(
          "the cache fills again",
          () -> client.status(0, "Which sea is the deepest?").equals("HIT"));
    }
  }

  @Test
  void aPoisonedEntryIsAMiss() {
    try (var redis = RedisServer.start();
        var client = client(redis, 1)) {
      client.fill("Which river is the longest?");
      for (var key : redis.command("KEYS", "*cache:e:*").split("\n", -1)) {
        redis.command("HSET", key, "p", "poison");
      }

      assertThat(client.status(0, "Which river is the longest?")).isEqualTo("MISS");
      assertThat(client.metric("sluice_cache_unreadable_total", "")).isPositive();
      Processes.await(
          "a good entry replaces it",
          () -> client.status(0, "Which river is the longest?").equals("HIT"));
    }
  }
}
