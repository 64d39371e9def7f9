package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client of gateways whose one route is cached; no answer it gets is an error. */
final class CacheClient implements AutoCloseable {

  private final LimitStack stack;

  /**
   * @param settings of each runner, as environment variables
   */
  CacheClient(int gateways, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putIfAbsent("SLUICE_CACHE_TIMEOUT", "500ms");
    stack =
        new LimitStack(
            gateways, all, Map.of("cached", List.of("ai-semantic-cache", "{}")), "budgets: []\n");
  }

  Answer ask(int gateway, String question) {
    var answer = stack.answer(stack.post(gateway, "cached", "u1", Chat.request(question)).build());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  String status(int gateway, String question) {
    return ask(gateway, question).header("X-AI-Cache-Status");
  }

  /** Asks the first gateway what nobody asked before, until the answer is kept. */
  void fill(String question) {
    var answer = ask(0, question);
    assertThat(answer.header("X-AI-Cache-Status")).isEqualTo("MISS");
    stack.awaitCached(answer);
  }

  /** Returns a metric of the first runner. */
  double metric(String name, String tag) {
    return stack.runner(0).metric(name, tag);
  }

  @Override
  public void close() {
    stack.close();
  }
}
