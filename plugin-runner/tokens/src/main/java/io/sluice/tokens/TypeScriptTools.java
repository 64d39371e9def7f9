package io.sluice.tokens;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/**
 * Functions as OpenAI's templates show them to a model: a namespace of TypeScript types.
 *
 * <p>Titles, descriptions and defaults of the first level become comments; below it only the types
 * remain.
 */
final class TypeScriptTools {

  /** Schemas nest this deep at most; what lies deeper is {@code any}. */
  private static final int DEEPEST = 40;

  /** Characters of a function: references that meet themselves would double without end. */
  private static final int LONGEST = 256 * 1024;

  private final StringBuilder out = new StringBuilder();
  private final JsonNode definitions;

  private TypeScriptTools(JsonNode definitions) {
    this.definitions = definitions;
  }

  /**
   * @param functions each with name, description and parameters
   */
  static String render(List<JsonNode> functions) {
    var out = new StringBuilder("namespace functions {\n\n");
    for (var function : functions) {
      var description = function.path("description").asString("").stripTrailing();
      if (!description.isEmpty()) {
        out.append("// ").append(description).append('\n');
      }
      out.append("type ").append(function.path("name").asString("tool")).append(" = (");
      var parameters = function.path("parameters");
      if (!parameters.path("properties").isEmpty()) {
        out.append("_: ").append(type(parameters));
      }
      out.append(") => any;\n\n");
    }
    return out.append("} // namespace functions").toString();
  }

  private static String type(JsonNode parameters) {
    var definitions = parameters.path("$defs");
    var tools =
        new TypeScriptTools(
            definitions.isMissingNode() ? parameters.path("definitions") : definitions);
    tools.comments(parameters, "");
    tools.object(parameters, "", 0);
    return tools.out.toString();
  }

  private void comments(JsonNode schema, String indent) {
    var title = schema.path("title").asString("");
    if (!title.isEmpty()) {
      out.append(indent).append("// ").append(title).append('\n');
      out.append(indent).append("//\n");
    }
    var description = schema.path("description").asString("");
    if (!description.isEmpty()) {
      out.append(indent).append("// ").append(description).append('\n');
    }
  }

  private void object(JsonNode schema, String indent, int depth) {
    if (schema.path("properties").isEmpty()) {
      out.append("object");
      return;
    }
    var required = required(schema);
    out.append("{\n");
    for (var property : schema.path("properties").properties()) {
      if (depth == 0) {
        comments(resolved(property.getValue()), indent);
      }
      out.append(indent).append(property.getKey());
      out.append(required.contains(property.getKey()) ? ": " : "?: ");
      type(property.getValue(), indent + "  ", depth + 1);
      out.append(',');
      var preset = property.getValue().path("default");
      if (depth == 0 && !preset.isMissingNode()) {
        out.append(" // default: ").append(preset);
      }
      out.append('\n');
    }
    out.append(indent, 0, Math.max(0, indent.length() - 2)).append('}');
  }

  private void type(JsonNode unresolved, String indent, int depth) {
    var schema = resolved(unresolved);
    if (unresolved.has("$ref")) {
      comments(schema, indent);
    }
    var alternatives = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
    if (depth > DEEPEST || out.length() > LONGEST) {
      out.append("any");
    } else if (alternatives.isArray()) {
      between(alternatives, indent, depth);
    } else if (schema.path("type").isArray()) {
      var names = new StringJoiner(" | ");
      schema.path("type").values().forEach(type -> names.add(simple(type.asString(""))));
      out.append(names);
    } else if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      var values = new StringJoiner(" | ");
      schema.path("enum").values().forEach(value -> values.add(value.toString()));
      out.append(values);
    } else {
      named(schema, indent, depth);
    }
  }

  private void between(JsonNode alternatives, String indent, int depth) {
    int first = 0;
    for (var alternative : alternatives.values()) {
      out.append(first++ == 0 ? "" : " | ");
      type(alternative, indent, depth);
    }
  }

  private void named(JsonNode schema, String indent, int depth) {
    var type = schema.path("type").asString(schema.has("properties") ? "object" : "any");
    switch (type) {
      case "object" -> object(schema, indent, depth);
      case "array" -> {
        if (schema.path("items").isEmpty()) {
          out.append("any");
        } else {
          type(schema.path("items"), indent, depth + 1);
        }
        out.append("[]");
      }
      default -> out.append(simple(type));
    }
  }

  private static String simple(String type) {
    return type.equals("integer") ? "number" : type;
  }

  private JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asString("");
    return reference.isEmpty()
        ? schema
        : definitions.path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static Set<String> required(JsonNode schema) {
    var names = new HashSet<String>();
    schema.path("required").values().forEach(name -> names.add(name.asString("")));
    return names;
  }
}
