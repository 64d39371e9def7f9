package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import io.sluice.e2e.LimitStack.Question;
import io.sluice.e2e.LimitStack.Usage;
import io.sluice.testkit.redis.RedisServer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each {@code on_error} does while Redis is away, and what is charged when it is back. */
class RedisAwayIT {

  /** Each route has a consumer of its own. */
  private static final Map<String, List<String>> ROUTES =
      Map.of(
          "local",
          List.of("ai-token-limit", "{\"on_error\":\"local\",\"local_share\":0.5}"),
          "open",
          List.of("ai-token-limit", "{\"on_error\":\"open\"}"),
          "closed",
          List.of("ai-token-limit", "{\"on_error\":\"closed\"}"));

  private static final String BUDGET =
      """
      budgets:
        - {name: %s, per: [consumer], unit: total_tokens, limit: %d, window: {sliding: 1h}}
      """;

  /** Requests that the budget has room for, and those that were made before. */
  private static final int ROOM = 20;

  private static final int BEFORE = 2;

  private static final int BURST = 100;

  /** How Redis goes and comes back, and whether it still knows what it was told before. */
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
  void whatIsSpentWhileRedisIsAwayIsChargedOnceItIsBack(
      Consumer<RedisServer> leave, Consumer<RedisServer> comeBack, boolean remembers) {
    try (var redis = RedisServer.start();
        var stack = stack(redis)) {
      var question = stack.exactlyReserved("local");
      long each = question.tokens();
      stack.quotas(BUDGET.formatted("tight", ROOM * each), "tight");
      for (var route : ROUTES.keySet()) {
        for (int i = 0; i < BEFORE; i++) {
          assertThat(ask(stack, route, question).billed()).isEqualTo(each);
        }
        stack.awaitUsage("tight", consumer(route), new Usage(BEFORE * each, 0));
      }
      double failures = failures(stack);

      leave.accept(redis);

      assertThat(ask(stack, "closed", question)).satisfies(RedisAwayIT::isUnavailable);
      for (int i = 0; i < ROOM + BEFORE; i++) {
        assertThat(ask(stack, "open", question).billed()).isEqualTo(each);
      }
      int share = (ROOM - BEFORE) / 2;
      for (int i = 0; i < share; i++) {
        assertThat(ask(stack, "local", question).billed()).isEqualTo(each);
      }
      assertThat(ask(stack, "local", question)).satisfies(RedisAwayIT::isRefused);
      assertThat(ask(stack, "closed", question)).satisfies(RedisAwayIT::isUnavailable);
      assertThat(failures(stack)).isGreaterThan(failures);

      comeBack.accept(redis);

      int before = remembers ? BEFORE : 0;
      stack.awaitUsage("tight", "u1", new Usage((before + share) * each, 0));
      stack.awaitUsage("tight", "u2", new Usage((before + ROOM + BEFORE) * each, 0));
      stack.awaitUsage("tight", "u3", new Usage(before * each, 0));
      Processes.await(
          "all that waited to be told",
          () -> stack.runner(0).metric("sluice_ledger_waiting", "") == 0);
      assertThat(ask(stack, "closed", question).billed()).isEqualTo(each);
      assertThat(ask(stack, "local", question).billed()).isEqualTo(each);
      assertThat(ask(stack, "open", question)).satisfies(RedisAwayIT::isRefused);
      stack.awaitUsage("tight", "u1", new Usage((before + share + 1) * each, 0));
      stack.awaitUsage("tight", "u2", new Usage((before + ROOM + BEFORE) * each, 0));
      stack.awaitUsage("tight", "u3", new Usage((before + 1) * each, 0));
    }
  }

  @Test
  void whatWasBeingReservedWhenRedisHungIsChargedOnlyIfItWasSpent() throws InterruptedException {
    try (var redis = RedisServer.start();
        var stack = stack(redis)) {
      for (var route : ROUTES.keySet()) {
        stack.smart.forget();
        var request = stack.chat(0, route, consumer(route), Chat.EASY).build();

        var asked = stack.send(Collections.nCopies(BURST, request));
        stack.smart.awaitReceived(BURST / 10);
        redis.suspend();
        var answers = asked.stream().map(CompletableFuture::join).toList();
        redis.resume();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 503));
        long billed = answers.stream().mapToLong(Answer::billed).sum();
        stack.awaitUsage("spacious", consumer(route), new Usage(billed, 0));
      }
    }
  }

  private static String consumer(String route) {
    return switch (route) {
      case "local" -> "u1";
      case "open" -> "u2";
      default -> "u3";
    };
  }

  private static LimitStack stack(RedisServer redis) {
    return new LimitStack(
        1,
        Map.of("SLUICE_REDIS_URL", redis.url(), "SLUICE_REDIS_TIMEOUT", "1s"),
        ROUTES,
        BUDGET.formatted("spacious", 1_000_000));
  }

  private static Answer ask(LimitStack stack, String route, Question question) {
    return stack.answer(stack.chat(0, route, consumer(route), question.text()).build());
  }

  private static void isUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    var error = answer.json().path("error");
    assertThat(error.path("type").asString()).isEqualTo("server_error");
    assertThat(error.path("code").asString()).isEqualTo("budgets_unavailable");
    assertThat(error.path("param").isNull()).isTrue();
    assertThat(error.path("message").asString()).contains("Budgets can't be checked");
  }

  private static void isRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.json().at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
    assertThat(answer.json().at("/error/message").asString()).contains("Budget tight has no room");
  }

  private static double failures(LimitStack stack) {
    return stack.runner(0).metric("sluice_plugin_failures_total", "plugin=\"ai-token-limit\"");
  }
}
