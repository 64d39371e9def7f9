package io.sluice.e2e;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chat requests and answers in JSON. */
final class Chat {

  /** Near the shipped examples: routed to the cheap tier. */
  static final String EASY = "Hello, how are you today?";

  /** Far from them: stays with the default, the dear one. */
  static final String HARD =
      "Prove that every bounded sequence of real numbers has a convergent subsequence.";

  private static final JsonMapper JSON = new JsonMapper();

  private Chat() {}

  static String request(String question) {
    return JSON.writeValueAsString(
        Map.of(
            "model",
            "auto",
            "messages",
            new Object[] {Map.of("role", "user", "content", question)}));
  }

  static String streamed(String question) {
    return request(question).replaceFirst("\\{", "{\"stream\":true,");
  }

  static String write(Map<String, ?> request) {
    return JSON.writeValueAsString(request);
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** Returns the words of an answer that was not streamed. */
  static String content(String answer) {
    return json(answer).at("/choices/0/message/content").asString("");
  }
}
