package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document that describes the admin API, and whether an answer is as it says. */
public final class OpenApi {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final ObjectNode document;

  public OpenApi() {
    try (var file = AdminGate.class.getResourceAsStream("openapi.json")) {
      document = (ObjectNode) new JsonMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns each method and path, such as {@code GET /admin/v1/quotas}. */
  public Set<String> operations() {
    var operations = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method ->
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  /** Requires that an answer is one of those that the document lists for its call. */
  public void check(String method, String path, int status, String body) {
    var template =
        path.replaceAll("\\?.*", "")
            .replaceAll("/quotas/.+", "/quotas/{name}")
            .replaceAll("/entries/.+", "/entries/{id}")
            .replaceAll("/targets/.+/state", "/targets/{name}/state")
            .replaceAll("/decisions/.+", "/decisions/{id}");
    var responses =
        document
            .path("paths")
            .path(template)
            .path(method.toLowerCase(Locale.ROOT))
            .path("responses");
    var response = resolved(responses.path(Integer.toString(status)));
    assertThat(response.isObject())
        .as("%s %s may be answered with %d", method, template, status)
        .isTrue();
    var schema = response.at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      assertThat(body).isEmpty();
    } else {
      assertThat(violations(schema, body)).as(body).isEmpty();
    }
  }

  private JsonNode resolved(JsonNode node) {
    var reference = node.path("$ref").stringValue("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private Iterable<String> violations(JsonNode schema, String body) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("components", components());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole)
        .validate(body, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private JsonNode components() {
    return document.path("components");
  }
}
