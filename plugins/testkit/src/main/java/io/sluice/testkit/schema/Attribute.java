package io.sluice.testkit.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One attribute of a plugin: a line of its README's table.
 *
 * @param name with the path that leads to it
 * @param type in words
 * @param fallback its default, or that it is required
 * @param rule that a value must follow
 */
public record Attribute(String name, String type, String fallback, String rule) {

  private static final Pattern CELL_END = Pattern.compile("\\s*\\|\\s*");

  /** Returns the attributes of a table in Markdown: the lines whose first cell is in code. */
  public static List<Attribute> ofTable(String markdown) {
    return markdown
        .lines()
        .filter(line -> line.startsWith("| `") && CELL_END.splitAsStream(line).count() == 6)
        .map(line -> CELL_END.splitAsStream(line).toList())
        .map(cell ->
            new Attribute(cell.get(1).replace("`", ""), cell.get(2), cell.get(3), cell.get(4)))
        .toList();
  }

  /** Returns the attributes of a JSON schema. */
  public static List<Attribute> ofSchema(JsonNode schema) {
    var attributes = new ArrayList<Attribute>();
    list(schema, "", attributes);
    return attributes;
  }

  private static void list(JsonNode object, String path, List<Attribute> into) {
    var required = object.path("required").values().stream().map(JsonNode::stringValue).toList();
    for (var property : object.path("properties").properties()) {
      var schema = property.getValue();
      var name = path + property.getKey();
      into.add(
          new Attribute(
              name,
              type(schema),
              fallback(schema, required.contains(property.getKey())),
              rule(schema)));
      list(schema, name + ".", into);
      list(schema.path("items"), name + "[].", into);
    }
  }

  private static String type(JsonNode schema) {
    if (schema.path("type").isArray()) {
      return "list of strings, or one";
    }
    var type = schema.path("type").stringValue("");
    return type.equals("array")
        ? "list of %ss".formatted(schema.at("/items/type").stringValue(""))
        : type;
  }

  private static String fallback(JsonNode schema, boolean required) {
    if (required) {
      return "required";
    }
    return schema.has("default") ? schema.path("default").asString("") : "";
  }

  private static String rule(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.path("enum").values().stream()
          .map(JsonNode::stringValue)
          .collect(Collectors.joining(", "));
    }
    if (schema.has("exclusiveMinimum")) {
      return schema.has("maximum")
          ? "over %s, at most %s".formatted(schema.path("exclusiveMinimum"), schema.path("maximum"))
          : "between %s and %s"
              .formatted(schema.path("exclusiveMinimum"), schema.path("exclusiveMaximum"));
    }
    if (schema.has("minimum")) {
      return schema.has("maximum")
          ? "%s to %s".formatted(schema.path("minimum"), schema.path("maximum"))
          : "%s or more".formatted(schema.path("minimum"));
    }
    if (schema.has("maximum")) {
      return "at most %s".formatted(schema.path("maximum"));
    }
    return schema.has("minItems") ? "at least %s".formatted(schema.path("minItems")) : "";
  }
}
