package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import io.sluice.e2e.LimitStack.Usage;
import io.sluice.testkit.redis.RedisServer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A runner that ends while requests it admitted are at the provider. */
class CrashIT {

  private static final int IN_FLIGHT = 50;

  /** Of the answer; more than the provider sends, so that both can be told apart. */
  private static final int MOST_TOKENS = 100;

  private static final String BUDGET =
      """
      budgets:
        - {name: hour, per: [consumer], unit: total_tokens, limit: 1000000, window: {sliding: 1h}}
      """;

  @Test
  void whatNobodySettlesWithinItsLifetimeStaysChargedAsReserved() throws InterruptedException {
    try (var redis = RedisServer.start();
        var stack = stack(redis, "SLUICE_EXCHANGES_DEADLINE", "5s")) {
      long reserved = warmUp(stack).counted();
      var answers = holdUp(stack);

      stack.runner(0).kill();
      stack.runner(0).restart();

      var expected = new Usage(IN_FLIGHT * reserved, 0);
      stack.awaitUsage("hour", "u2", expected);
      // Answers that come later change nothing: nobody knows any more what they belong to.
      stack.floodgate.open();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
      Processes.await("log entries", () -> ended(stack, "unknown") == IN_FLIGHT);
      assertThat(stack.usage("hour", "u2")).isEqualTo(expected);
    }
  }

  static Stream<Named<Consumer<RunnerUnderTest>>> ends() {
    return Stream.of(
        Named.of("is killed", RunnerUnderTest::kill),
        Named.of("is told to stop", runner -> runner.terminate().join()));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatARunnerBeganThatEndedIsSettledByTheOneAfterIt(Consumer<RunnerUnderTest> end)
      throws InterruptedException {
    try (var redis = RedisServer.start();
        var stack = stack(redis)) {
      var first = warmUp(stack);
      var answers = holdUp(stack);
      assertThat(stack.usage("hour", "u2")).isEqualTo(new Usage(0, IN_FLIGHT * first.counted()));

      end.accept(stack.runner(0));
      stack.runner(0).restart();
      assertThat(stack.usage("hour", "u2")).isEqualTo(new Usage(0, IN_FLIGHT * first.counted()));
      stack.floodgate.open();

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.join().billed()).isEqualTo(first.billed()));
      Processes.await("log entries", () -> ended(stack, "elsewhere") == IN_FLIGHT);
      stack.awaitUsage("hour", "u2", new Usage(IN_FLIGHT * first.billed(), 0));
    }
  }

  private static LimitStack stack(RedisServer redis, String... more) {
    var settings =
        more.length == 0
            ? Map.of("SLUICE_REDIS_URL", redis.url(), "SLUICE_REDIS_TIMEOUT", "2s")
            : Map.of(
                "SLUICE_REDIS_URL", redis.url(), "SLUICE_REDIS_TIMEOUT", "2s", more[0], more[1]);
    return new LimitStack(1, settings, Map.of("limited", List.of("ai-token-limit", "{}")), BUDGET);
  }

  /** Lets another consumer find out what such a request reserves, and what the provider bills. */
  private static Answer warmUp(LimitStack stack) {
    var answer = stack.answer(stack.chat(0, "limited", "u1", Chat.EASY, MOST_TOKENS).build());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.counted()).isGreaterThan(answer.billed());
    return answer;
  }

  /** Returns once the provider has requests whose answers are held back. */
  private static List<CompletableFuture<Answer>> holdUp(LimitStack stack)
      throws InterruptedException {
    stack.smart.awaitFinished(1);
    stack.smart.forget();
    stack.floodgate.shut();
    var answers =
        stack.send(
            Collections.nCopies(
                IN_FLIGHT, stack.chat(0, "limited", "u2", Chat.EASY, MOST_TOKENS).build()));
    stack.smart.awaitReceived(IN_FLIGHT);
    return answers;
  }

  private static double ended(LimitStack stack, String how) {
    return stack.runner(0).metric("sluice_exchanges_ended_total", "how=\"" + how + "\"");
  }
}
