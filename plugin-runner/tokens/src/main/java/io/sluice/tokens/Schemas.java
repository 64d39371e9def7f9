package io.sluice.tokens;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A JSON schema of the answer, as OpenAI's templates show it to a model: compact, and shortened.
 */
final class Schemas {

  private static final Set<String> LEFT_OUT = Set.of("additionalProperties", "required");

  /** Below these, names are the client's. */
  private static final Set<String> NAMES = Set.of("properties", "$defs", "definitions");

  private Schemas() {}

  /**
   * @param format with name, description and schema
   */
  static String render(JsonNode format) {
    var out = new StringBuilder("# Response Formats\n\n## ");
    out.append(format.path("name").asString("")).append("\n\n");
    var description = format.path("description").asString("");
    if (!description.isEmpty()) {
      out.append("// ").append(description).append('\n');
    }
    return out.append(json(format.path("schema"), false)).toString();
  }

  private static String json(JsonNode node, boolean names) {
    if (node.isArray()) {
      return node.valueStream().map(v -> json(v, false)).collect(Collectors.joining(",", "[", "]"));
    }
    if (!node.isObject()) {
      return node.toString();
    }
    return node.propertyStream()
        .filter(property -> names || !LEFT_OUT.contains(property.getKey()))
        .map(property -> entry(property, names))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String entry(Map.Entry<String, JsonNode> property, boolean names) {
    boolean below = !names && NAMES.contains(property.getKey());
    return "\"" + property.getKey() + "\":" + json(property.getValue(), below);
  }
}
