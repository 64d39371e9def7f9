package io.sluice.tokenlimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a route may say of its limits: the record, the schema and the README agree. */
class TokenLimitConfigTest {

  private static final JsonNode DOCUMENT = LimitSchema.read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DOCUMENT);

  private static TokenLimitConfig read(String json) {
    return Settings.parseJson(TokenLimit.NAME, json.replace('\'', '"'), TokenLimitConfig::read);
  }

  private static String refusal(String json) {
    try {
      read(json);
      return "";
    } catch (InvalidConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean schemaAccepts(String json) {
    return SCHEMA.validate(json.replace('\'', '"'), InputFormat.JSON).isEmpty();
  }

  @Test
  void theDefaultsAreThoseOfTheSchema() {
    var config = read("{}");

    assertThat(config)
        .isEqualTo(new TokenLimitConfig(OnError.LOCAL, 0.5, Expectation.MAX_TOKENS, 512, true));
    assertThat(fallback("on_error")).isEqualTo("\"local\"");
    assertThat(fallback("local_share")).isEqualTo("0.5");
    assertThat(fallback("reserve")).isEqualTo("\"max_tokens\"");
    assertThat(fallback("default_completion_tokens")).isEqualTo("512");
    assertThat(fallback("stream_usage")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'on_error': 'open', 'local_share': 1, 'reserve': 'usual'}",
        "{'on_error': 'closed', 'default_completion_tokens': 1, 'stream_usage': false}",
        "{'default_completion_tokens': 1000000, 'local_share': 0.001}"
      })
  void bothAccept(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(refusal(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'on_error': 'ignore'} | on_error must be one of closed, local, open, but was "ignore"
          {'on_error': 1} | on_error must be one of closed, local, open, but was 1
          {'local_share': 0} | local_share must be in (0, 1], but was 0.0
          {'local_share': 1.1} | local_share must be in (0, 1], but was 1.1
          {'local_share': '1'} | local_share must be a number, but was "1"
          {'reserve': 'all'} | reserve must be one of max_tokens, usual, but was "all"
          {'default_completion_tokens': 0} | default_completion_tokens must be in 1 to 1000000, but was 0
          {'default_completion_tokens': 1000001} | default_completion_tokens must be in 1 to 1000000, but was 1000001
          {'default_completion_tokens': 1.5} | default_completion_tokens must be a whole number, but was 1.5
          {'stream_usage': 'yes'} | stream_usage must be true or false, but was "yes"
          {'limit': 10} | limit must be a known key (default_completion_tokens, local_share, on_error, reserve, stream_usage), but was 10
          """)
  void bothRefuseAndTheRecordSaysWhy(String json, String problem) {
    assertThat(schemaAccepts(json)).isFalse();
    assertThat(refusal(json)).isEqualTo("ai-token-limit: " + problem);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    assertThat(refusal("{'on_error': 'x', 'local_share': 2, 'stream_usage': 1}"))
        .contains("on_error must", "local_share must", "stream_usage must");
  }

  @Test
  void theReadmesTableIsTheSchema() throws IOException {
    var fromSchema = new ArrayList<String>();
    for (var property : DOCUMENT.path("properties").properties()) {
      var schema = property.getValue();
      fromSchema.add(
          String.join(
              "|",
              property.getKey(),
              schema.path("type").stringValue(""),
              schema.path("default").toString(),
              rule(schema)));
    }

    assertThat(attributes()).containsExactlyElementsOf(fromSchema);
  }

  @Test
  void theReadmesRouteIsValid() throws IOException {
    var value = Pattern.compile("ai-token-limit\\n +value: \\|\\n +(\\{.*})").matcher(readme());

    assertThat(value.find()).isTrue();
    assertThat(refusal(value.group(1))).isEmpty();
  }

  private static String fallback(String key) {
    return DOCUMENT.path("properties").path(key).path("default").toString();
  }

  private static String rule(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.path("enum").values().stream()
          .map(JsonNode::stringValue)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (schema.has("exclusiveMinimum")) {
      return "over %s, at most %s"
          .formatted(schema.path("exclusiveMinimum"), schema.path("maximum"));
    }
    return schema.has("minimum")
        ? "%s to %s".formatted(schema.path("minimum"), schema.path("maximum"))
        : "";
  }

  private static List<String> attributes() throws IOException {
    var table = readme();
    table = table.substring(table.indexOf("## Attributes"), table.indexOf("## What happens"));
    return table
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\s*\\|\\s*", -1))
        .map(cell -> String.join("|", cell[1].replace("`", ""), cell[2], cell[3], cell[4]))
        .toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
