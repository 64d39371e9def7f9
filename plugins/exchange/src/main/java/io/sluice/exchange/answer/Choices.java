package io.sluice.exchange.answer;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The choices of a whole chat completion. */
public final class Choices {

  private static final JsonMapper JSON = new JsonMapper();

  private Choices() {}

  /** Returns the body with its first choice alone; as it is where it has no other. */
  public static byte[] first(byte[] body) {
    try {
      var root = JSON.readTree(body);
      if (!(root.path("choices") instanceof ArrayNode choices) || choices.size() < 2) {
        return body;
      }
      while (choices.size() > 1) {
        choices.remove(choices.size() - 1);
      }
      return JSON.writeValueAsBytes(root);
    } catch (JacksonException e) {
      return body;
    }
  }

  /**
   * Returns the mean log-probability of the first choice's tokens, at most 0; empty where the
   * provider gives none.
   */
  public static OptionalDouble meanLogprob(byte[] body) {
    try {
      return JSON.readTree(body)
          .at("/choices/0/logprobs/content")
          .valueStream()
          .map(token -> token.path("logprob"))
          .filter(logprob -> logprob.isNumber())
          .mapToDouble(logprob -> logprob.doubleValue(0))
          .average();
    } catch (JacksonException e) {
      return OptionalDouble.empty();
    }
  }

  /** Returns whether a text is one JSON document, such as a model was asked for. */
  public static boolean isJson(String text) {
    try {
      return JSON.readTree(text.getBytes(StandardCharsets.UTF_8)).isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }
}
