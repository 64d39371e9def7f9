package io.sluice.testkit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes arguments that fit a function's JSON schema. */
final class ToolArguments {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ToolArguments() {}

  static JsonNode fitting(JsonNode schema) {
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").get(0);
    }
    return switch (type(schema)) {
      case "object" -> {
        var object = JSON.objectNode();
        schema.path("properties").forEachEntry((name, value) -> object.set(name, fitting(value)));
        yield object;
      }
      case "array" -> JSON.arrayNode().add(fitting(schema.path("items")));
      case "integer" -> JSON.numberNode(1);
      case "number" -> JSON.numberNode(1.5);
      case "boolean" -> JSON.booleanNode(true);
      case "null" -> JSON.nullNode();
      default -> JSON.stringNode("text");
    };
  }

  /** A type may be a list, such as string or null: its first counts. */
  private static String type(JsonNode schema) {
    var type = schema.path("type");
    if (type.isArray()) {
      return type.path(0).asString("");
    }
    return type.asString(schema.has("properties") ? "object" : "");
  }
}
