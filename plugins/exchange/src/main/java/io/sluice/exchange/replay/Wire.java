package io.sluice.exchange.replay;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON read and written with nothing lost: numbers keep their digits, and texts their letters. */
final class Wire {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Wire() {}

  /** Returns the object that a text holds; empty if it holds anything else, or more. */
  static Optional<ObjectNode> object(String text) {
    try {
      var node = JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException | NumberFormatException e) {
      // The latter comes of an exponent of more than 32 bits.
      return Optional.empty();
    }
  }

  static String json(JsonNode node) {
    return safe(JSON.writeValueAsString(node));
  }

  /**
   * Returns the same JSON, of which every letter passes through UTF-8 and no letter ends a line:
   * halves of surrogate pairs are escaped, and so is what some clients take for the end of an event
   * that they read by lines.
   */
  static String safe(String json) {
    StringBuilder escaped = null;
    int from = 0;
    for (int at = 0; at < json.length(); at++) {
      char letter = json.charAt(at);
      if (Character.isHighSurrogate(letter)
          && at + 1 < json.length()
          && Character.isLowSurrogate(json.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(letter) || endsLine(letter)) {
        escaped = escaped == null ? new StringBuilder(json.length() + 16) : escaped;
        escaped.append(json, from, at).append("\\u%04x".formatted((int) letter));
        from = at + 1;
      }
    }
    return escaped == null ? json : escaped.append(json, from, json.length()).toString();
  }

  private static boolean endsLine(char letter) {
    return letter == '\u0085' || letter == '\u2028' || letter == '\u2029';
  }
}
