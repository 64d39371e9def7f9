package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import io.sluice.testkit.redis.RedisServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Budgets that are set through one of two runners that share a Redis. */
class SharedQuotasIT {

  private static final String ROUTER =
      """
      {"default_tier": "smart", "similarity_threshold": 0.3, "intents": [
        {"name": "greeting", "tier": "fast", "examples": ["hello", "how are you?"]}]}
      """;

  private static final RedisServer redis = RedisServer.start();
  private static final LimitStack stack =
      new LimitStack(
          2,
          Map.of("SLUICE_REDIS_URL", redis.url(), "SLUICE_REDIS_TIMEOUT", "2s"),
          Map.of(
              "limited",
              List.of("ai-token-limit", "{}"),
              "tiers",
              List.of("ai-token-limit", "{}", "ai-semantic-router", ROUTER)),
          "budgets: []\n");

  @AfterAll
  static void close() {
    stack.close();
    redis.close();
  }

  @Test
  void aBudgetSetThroughOneRunnerIsInForceOnTheOtherAndSoIsItsRemoval() {
    assertThat(ask("limited", "u1", Chat.EASY).status()).isEqualTo(200);

    set(
        "nothing-for-u1",
        """
        {"covers": {"consumer": "u1"}, "unit": "total_tokens", "limit": 0, "window": {"sliding": "1h"}}
        """);

    var refused = ask("limited", "u1", Chat.EASY);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().at("/error/message").asString()).contains("nothing-for-u1");
    assertThat(ask("limited", "u2", Chat.EASY).status()).isEqualTo(200);

    assertThat(stack.delete(stack.runner(0), "nothing-for-u1").status()).isEqualTo(204);
    awaitOnTheOther("nothing-for-u1", 404);
    assertThat(ask("limited", "u1", Chat.EASY).status()).isEqualTo(200);
  }

  @Test
  void pastABudgetOfTheDearTierRequestsGoToACheaperOneAndTheAnswerSaysWhy() {
    var dear = ask("tiers", "u3", Chat.HARD);
    assertThat(Chat.content(dear.body())).startsWith("smart/gpt-5.1:");

    set(
        "smart-hourly",
        """
        {"covers": {"tier": "smart"}, "per": ["consumer"], "unit": "total_tokens", "limit": %d,
         "window": {"sliding": "1h"}, "on_exceed": "degrade"}
        """
            .formatted(dear.billed() * 3 / 2));
    var first = ask("tiers", "u3", Chat.HARD);
    var second = ask("tiers", "u3", Chat.HARD);

    assertThat(Chat.content(first.body())).startsWith("smart/gpt-5.1:");
    assertThat(Chat.content(second.body())).startsWith("fast/gpt-5-mini:");
    assertThat(second.header("X-AI-Tier")).isEqualTo("fast");
    assertThat(second.header("X-AI-Decision"))
        .endsWith("ai-token-limit;reason=degraded;budget=smart-hourly;tier=fast");
  }

  /** Sets a budget through one runner, and waits until it is in force on the other. */
  private static void set(String name, String budget) {
    assertThat(stack.put(stack.runner(0), name, budget).status()).isEqualTo(201);
    awaitOnTheOther(name, 200);
  }

  private static void awaitOnTheOther(String budget, int status) {
    Processes.await(
        "budget " + budget + " on the other runner",
        () -> stack.admin(stack.runner(1), budget).status() == status);
  }

  private static Answer ask(String route, String consumer, String question) {
    return stack.answer(stack.chat(1, route, consumer, question).build());
  }
}
