package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import io.sluice.e2e.LimitStack.Usage;
import io.sluice.testkit.redis.RedisCluster;
import io.sluice.testkit.redis.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** Two hundred requests at once against a budget for ten. */
class BurstIT {

  private static final int BURST = 200;
  private static final int FOR = 10;

  private static final Map<String, List<String>> ROUTES =
      Map.of("limited", List.of("ai-token-limit", "{}"));

  private static final String SPACIOUS =
      """
      budgets:
        - {name: spacious, per: [consumer], unit: total_tokens, limit: 1000000, window: {sliding: 1h}}
      """;

  @Test
  void ofABurstOnOneRunnerAsManyAreAdmittedAsTheBudgetHasRoomFor() {
    try (var stack = new LimitStack(1, Map.of(), ROUTES, SPACIOUS)) {
      admitsTenOfEachBurst(stack, 1);
    }
  }

  @Test
  void twoGatewaysOnOneRedisAdmitTogetherAsManyAsTheBudgetHasRoomFor() {
    try (var redis = RedisServer.start();
        var stack = new LimitStack(2, on(redis.url()), ROUTES, SPACIOUS)) {
      admitsTenOfEachBurst(stack, 2);
    }
  }

  @Test
  void twoGatewaysOnARedisClusterAdmitTogetherAsManyAsTheBudgetHasRoomFor() {
    try (var redis = RedisCluster.start(3, 0);
        var stack = new LimitStack(2, on(redis.url()), ROUTES, SPACIOUS)) {
      admitsTenOfEachBurst(stack, 2);
    }
  }

  /** A machine that is busy with the test itself must not pass for a Redis that is away. */
  private static Map<String, String> on(String redis) {
    return Map.of("SLUICE_REDIS_URL", redis, "SLUICE_REDIS_TIMEOUT", "5s");
  }

  private static void admitsTenOfEachBurst(LimitStack stack, int gateways) {
    var question = stack.exactlyReserved("limited");
    stack.quotas(
        """
        budgets:
          - {name: burst, per: [consumer], unit: total_tokens, limit: %d, window: {sliding: 10m}}
        """
            .formatted(FOR * question.tokens()),
        "burst");

    for (int repetition = 1; repetition <= LimitStack.CONSUMERS; repetition++) {
      var consumer = "u" + repetition;
      var burst =
          IntStream.range(0, BURST)
              .mapToObj(i -> request(stack, i % gateways, consumer, question.text()))
              .toList();

      var answers = stack.send(burst).stream().map(CompletableFuture::join).toList();

      assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(FOR);
      assertThat(answers)
          .filteredOn(answer -> answer.status() != 200)
          .allSatisfy(BurstIT::isRefused);
      stack.awaitUsage("burst", consumer, new Usage(FOR * question.tokens(), 0));
    }
  }

  /** Its answer takes longer than the burst to arrive: no early end makes room for another. */
  private static Request request(LimitStack stack, int gateway, String consumer, String question) {
    return stack
        .chat(gateway, "limited", consumer, question)
        .header("x-stub-latency-ms", "250")
        .build();
  }

  private static void isRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(429);
    var error = answer.json().path("error");
    assertThat(error.path("type").asString()).isEqualTo("tokens");
    assertThat(error.path("code").asString()).isEqualTo("rate_limit_exceeded");
    assertThat(error.path("message").asString()).contains("Budget burst has no room");
    assertThat(error.has("param")).isTrue();
    assertThat(error.path("param").isNull()).isTrue();
    // The window, and the 64th of it by which it slides.
    assertThat(answer.number("Retry-After")).isBetween(1L, 610L);
    assertThat(answer.header("X-AI-Decision")).contains("ai-token-limit").contains("burst");
  }
}
