package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the README says is what the plugin does. */
class ReadmeTest {

  /** One line of the attribute table, as it stands there. */
  private record Attribute(String name, String type, String fallback, String rule) {}

  private static final Pattern CELL_END = Pattern.compile("\\s*\\|\\s*");

  private final FakeEmbeddingModel embeddings = new FakeEmbeddingModel();

  @Test
  void theTableOfAttributesIsTheSchema() throws IOException {
    var fromSchema = new ArrayList<Attribute>();
    list(RouterSchema.read(), "", fromSchema);

    assertThat(attributes()).containsExactlyElementsOf(fromSchema);
  }

  @Test
  void theRouteToCopyIsValid() throws IOException {
    var value = Pattern.compile("value: \\|\\n(.*?)\\n```", Pattern.DOTALL).matcher(readme());
    assertThat(value.find()).isTrue();

    var config = Fixture.read(embeddings, value.group(1));

    assertThat(config.intents()).extracting(IntentConfig::name).contains("greeting");
  }

  @Test
  void theFormsOfTheDecisionAreTheOnesShown() throws IOException {
    var route =
        Fixture.prepare(
            embeddings,
            """
            {"default_tier": "smart", "intents": [
              {"name": "greeting", "tier": "fast", "examples": ["hello there"]}]}
            """);
    var actions =
        List.of(
            route.onRequest(Fixture.question("hello there")),
            route.onRequest(Fixture.question("something else")),
            route.onRequest(Fixture.question("")),
            route.onFailure(Fixture.question("hello there")));
    var readme = readme();

    for (var action : actions) {
      var form = keys(String.valueOf(action));
      assertThat(readme.lines().map(ReadmeTest::keys)).contains(form);
    }
  }

  /** The plugin, the reason and the keys of the first decision in a text; empty without one. */
  private static String keys(String text) {
    var form = Pattern.compile("ai-semantic-router;reason=\\w+(;\\w+=[\\w.]+)*").matcher(text);
    return form.find() ? form.group().replaceAll("(intent|nearest|similarity)=[\\w.]+", "$1") : "";
  }

  private static List<Attribute> attributes() throws IOException {
    return readme()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> CELL_END.splitAsStream(line).toList())
        .map(cell ->
            new Attribute(cell.get(1).replace("`", ""), cell.get(2), cell.get(3), cell.get(4)))
        .toList();
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

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
