package io.sluice.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSchemasTest {

  private static final String ANSWER =
      """
      {"type": "object", "required": ["answer"], "additionalProperties": false,
       "properties": {"answer": {"type": "integer", "minimum": 1}, "pattern": {"type": "string"}}}
      """;

  private final ClientSchemas schemas = new ClientSchemas();

  @Test
  void whatIsOfTheSchemaHasNoProblem() {
    assertThat(schemas.problem(ANSWER, "{\"answer\": 3, \"pattern\": \"x\"}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"answer\": \"3\"}",
        "{\"answer\": 0}",
        "{\"answer\": 1, \"more\": 1}",
        "{\"answer\": 1, \"pattern\": 1}",
        "[1]"
      })
  void whatIsNotHasOne(String document) {
    assertThat(schemas.problem(ANSWER, document)).isPresent();
  }

  @Test
  void aProblemHoldsNoContent() {
    assertThat(schemas.problem(ANSWER, "{\"secret-key\": \"secret-value\"}").orElseThrow())
        .doesNotContain("secret");
  }

  @Test
  void whatIsNotJsonHasOne() {
    assertThat(schemas.problem(ANSWER, "the answer is 3")).contains("not JSON");
  }

  @Test
  void aRegularExpressionOfAStrangerIsNotRun() {
    var evil = "{\"type\": \"string\", \"pattern\": \"^(a+)+$\"}";

    assertThat(schemas.problem(evil, "\"" + "a".repeat(5000) + "!\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "true", "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}"})
  void ofASchemaThatCanNotBeReadNothingIsKnown(String schema) {
    assertThat(schemas.problem(schema, "{}")).isEmpty();
  }

  @Test
  void aDefinitionInTheSchemaIsFound() {
    var schema =
        "{\"$ref\": \"#/$defs/step\", \"$defs\": {\"step\": {\"type\": \"object\","
            + " \"properties\": {\"next\": {\"$ref\": \"#/$defs/step\"}},"
            + " \"required\": [\"done\"]}}}";

    assertThat(schemas.problem(schema, "{\"done\": 1, \"next\": {\"done\": 2}}")).isEmpty();
    assertThat(schemas.problem(schema, "{\"done\": 1, \"next\": {}}")).isPresent();
  }
}
