package io.sluice.jsonschema;

import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.routing.JsonSchemas;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks documents against schemas that strangers wrote: nothing is fetched, and what could take
 * for ever is left out.
 */
public final class ClientSchemas implements JsonSchemas {

  /** Larger ones than OpenAI takes, in characters; they are not checked. */
  private static final int LARGEST = 200_000;

  /** Regular expressions that are not ours may take exponential time. */
  private static final Set<String> PATTERNS = Set.of("pattern", "patternProperties", "format");

  /** Under these every key is a name, not a keyword. */
  private static final Set<String> NAMES =
      Set.of("properties", "$defs", "definitions", "dependentSchemas");

  private final JsonMapper json = new JsonMapper();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));

  @Override
  public Optional<String> problem(String schema, String document) {
    if (schema.length() > LARGEST) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = json.readTree(schema);
    } catch (JacksonException e) {
      return Optional.empty();
    }
    if (!(root instanceof ObjectNode object)) {
      return Optional.empty();
    }
    removePatterns(object);
    try {
      var problems = registry.getSchema(object).validate(json.readTree(document));
      return problems.isEmpty()
          ? Optional.empty()
          : Optional.of("not of the schema in " + problems.size() + " places");
    } catch (JacksonException e) {
      return Optional.of("not JSON");
    } catch (SchemaException | IllegalArgumentException | IllegalStateException e) {
      // A schema that can't be read, or that points elsewhere.
      return Optional.empty();
    }
  }

  private static void removePatterns(ObjectNode schema) {
    schema.remove(List.copyOf(PATTERNS));
    for (var entry : schema.properties()) {
      if (NAMES.contains(entry.getKey()) && entry.getValue() instanceof ObjectNode names) {
        names.values().forEach(ClientSchemas::removeInside);
      } else {
        removeInside(entry.getValue());
      }
    }
  }

  private static void removeInside(JsonNode value) {
    if (value instanceof ObjectNode object) {
      removePatterns(object);
    } else if (value.isArray()) {
      value.values().forEach(ClientSchemas::removeInside);
    }
  }
}
