package io.sluice.compressor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.testkit.schema.Attribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema, the record and the README say the same. */
class SchemaTest {

  private static final JsonNode DOCUMENT = document();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DOCUMENT);

  private final Fixture compressor = new Fixture();

  private static JsonNode document() {
    try (var file = SchemaTest.class.getResourceAsStream("/ai-prompt-compressor.schema.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'mode':'shadow','sample':0.1,'mark':'[…]','tags':false,'client_opt_out':false}",
        "{'ranges':[{'over':0,'ratio':1},{'over':10,'tokens':1},{'over':11,'window':0.5}]}",
        "{'lossless':{'json':false,'white_space':false},'extraction':false}",
        "{'scoring':'sentence_model','pruning':'filler_words','pruning_rate':1}",
        "{'rules':{'context':'keep','documents':'lossless'},'keep_turns':0}",
        "{'time_limit_ms':5000}"
      })
  void bothAccept(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(refusal(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'mode':'off'}",
        "{'sample':1.1}",
        "{'ranges':[]}",
        "{'ranges':[{'ratio':0.5}]}",
        "{'ranges':[{'over':-1,'ratio':0.5}]}",
        "{'ranges':[{'over':1}]}",
        "{'ranges':[{'over':1,'ratio':0.5,'tokens':5}]}",
        "{'ranges':[{'over':1,'ratio':0}]}",
        "{'ranges':[{'over':1,'tokens':0}]}",
        "{'ranges':[{'over':1,'window':2}]}",
        "{'lossless':true}",
        "{'lossless':{'blanks':true}}",
        "{'extraction':'yes'}",
        "{'scoring':'best'}",
        "{'pruning':'some'}",
        "{'pruning_rate':0}",
        "{'rules':{'context':'drop'}}",
        "{'rules':{'system':'extract'}}",
        "{'keep_turns':-1}",
        "{'keep_turns':1.5}",
        "{'mark':'a mark that is longer than anybody wants it to be'}",
        "{'time_limit_ms':0}",
        "{'time_limit_ms':5001}",
        "{'rate':0.5}"
      })
  void bothRefuse(String json) {
    assertThat(schemaAccepts(json)).isFalse();
    assertThat(refusal(json)).isNotEmpty();
  }

  /** What a schema can't say. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{'ranges':[{'over':10,'ratio':0.5},{'over':10,'ratio':0.4}]}", "{'mark':' […]'}"})
  void onlyTheRecordRefuses(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(refusal(json)).isNotEmpty();
  }

  @Test
  void everyProblemStandsInOneMessage() {
    assertThat(refusal("{'sample':2,'keep_turns':-1,'ranges':[{'over':1}],'x':1}"))
        .contains("sample must be in [0, 1], but was 2.0")
        .contains("keep_turns must be at least 0, but was -1")
        .contains("ranges[0] must be with one of ratio, tokens and window")
        .contains("x must be a known key");
  }

  @Test
  void theDefaultsAreTheSame() {
    assertThat(compressor.read(defaults(DOCUMENT).toString())).isEqualTo(compressor.read("{}"));
  }

  /** Every key with its default. */
  private static JsonNode defaults(JsonNode schema) {
    var values = new JsonMapper().createObjectNode();
    for (var property : schema.path("properties").properties()) {
      var inside = property.getValue();
      values.set(
          property.getKey(), inside.has("default") ? inside.path("default") : defaults(inside));
    }
    return values;
  }

  @Test
  void theTableOfAttributesIsTheSchema() throws IOException {
    assertThat(Attribute.ofTable(readme())).containsExactlyElementsOf(Attribute.ofSchema(DOCUMENT));
  }

  @Test
  void theRouteToCopyIsValid() throws IOException {
    var value =
        Pattern.compile("name: ai-prompt-compressor\\n\\s+value: \\|\\n\\s+(\\{.*\\})")
            .matcher(readme());

    assertThat(value.find()).isTrue();
    assertThat(refusal(value.group(1))).isEmpty();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static boolean schemaAccepts(String json) {
    return SCHEMA.validate(json.replace('\'', '"'), InputFormat.JSON).isEmpty();
  }

  private String refusal(String json) {
    try {
      compressor.read(json);
      return "";
    } catch (InvalidConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
