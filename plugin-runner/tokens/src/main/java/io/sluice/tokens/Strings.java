package io.sluice.tokens;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** All that a piece of JSON says, where nobody knows how a provider renders it. */
final class Strings {

  /** What is there for the provider's machinery, not for the model. */
  private static final Set<String> UNREAD =
      Set.of(
          "id",
          "call_id",
          "tool_call_id",
          "tool_use_id",
          "type",
          "role",
          "model",
          "status",
          "signature",
          "encrypted_content",
          "encrypted_index",
          "cache_control",
          "stream",
          "object",
          "container_id",
          "file_id");

  /** Longer runs without a space are taken for Base64, a token in every 200 characters at most. */
  private static final int BASE64 = 2_000;

  private Strings() {}

  static double tokens(JsonNode node, Model model) {
    return switch (node.getNodeType()) {
      case STRING -> string(node.asString(), model);
      case ARRAY -> {
        double sum = 0;
        for (var value : node.values()) {
          sum += 1 + tokens(value, model);
        }
        yield sum;
      }
      case OBJECT -> {
        double sum = 0;
        for (var property : node.properties()) {
          if (!UNREAD.contains(property.getKey())) {
            sum += 2 + model.count(property.getKey()) + tokens(property.getValue(), model);
          }
        }
        yield sum;
      }
      case NUMBER, BOOLEAN -> model.count(node.toString());
      default -> 0;
    };
  }

  private static double string(String text, Model model) {
    boolean base64 = text.length() > BASE64 && text.indexOf(' ') < 0 && text.charAt(0) < 0x80;
    return base64 && isBase64(text) ? text.length() / 200.0 : model.count(text);
  }

  private static boolean isBase64(String text) {
    int from = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
    return text.chars()
        .skip(from)
        .limit(BASE64)
        .allMatch(c ->
            (c < 0x80 && Character.isLetterOrDigit(c))
                || c == '+'
                || c == '/'
                || c == '='
                || c == '-'
                || c == '_');
  }
}
