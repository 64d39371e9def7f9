package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;

/**
 * Counts a request's tokens in a way of its own: simple, the same everywhere, near real ones.
 *
 * <p>A text has one token per started four bytes of UTF-8. A request has 3, and for each message 3
 * and those of its text; tools count as the text of their JSON. The tokens of an answer are the
 * pieces it is made of: words, or the fragments of a tool call's arguments.
 */
final class StubTokens {

  private StubTokens() {}

  static int ofRequest(JsonNode request) {
    int tokens = 3;
    for (var message : request.path("messages")) {
      tokens += 3 + ofText(text(message));
    }
    return request.has("tools") ? tokens + ofText(request.path("tools").toString()) : tokens;
  }

  static int ofText(String text) {
    return (text.getBytes(UTF_8).length + 3) / 4;
  }

  /** Returns the text of a message, whether it is a string or a list of parts. */
  static String text(JsonNode message) {
    var content = message.path("content");
    if (!content.isArray()) {
      return content.asString("");
    }
    var text = new StringBuilder();
    for (var part : content) {
      text.append(part.path("text").asString(""));
    }
    return text.toString();
  }
}
