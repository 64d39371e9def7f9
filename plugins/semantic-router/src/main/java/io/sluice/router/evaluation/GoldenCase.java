package io.sluice.router.evaluation;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Problems;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request of which it is known where it should go, or how well each target answers it.
 *
 * @param id unique in its set
 * @param category empty where nobody said
 * @param tier the ideal one; empty where the recorded qualities decide
 * @param recorded what was recorded of targets, by their names
 * @param completionTokens of an answer, where none was recorded of a target; empty: not known
 */
public record GoldenCase(
    String id,
    ChatRequest request,
    Headers headers,
    String consumer,
    String department,
    String category,
    Optional<String> tier,
    Map<String, Recorded> recorded,
    OptionalLong completionTokens) {

  /**
   * What was recorded of a target's answer.
   *
   * @param quality in [0, 1]
   * @param completionTokens empty: not known
   */
  public record Recorded(double quality, OptionalLong completionTokens) {
    public Recorded {
      new Problems("recorded")
          .require(quality >= 0 && quality <= 1, "quality", "in [0, 1]", quality)
          .throwIfAny();
    }
  }

  public GoldenCase {
    recorded = Map.copyOf(recorded);
  }

  /** Returns the case as an exchange of a route. */
  public ChatExchange exchange(String route) {
    return ChatExchange.begin(
        new RequestId(id),
        new Subject(consumer, department, route),
        "/v1/chat/completions",
        headers,
        request);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "GoldenCase[%s]".formatted(id);
  }
}
