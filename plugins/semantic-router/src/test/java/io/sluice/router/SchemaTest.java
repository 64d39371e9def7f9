package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.testkit.FakeEmbeddingModel;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema, which editors and platform teams use, and the record say the same. */
class SchemaTest {

  private static final JsonNode DOCUMENT = RouterSchema.read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DOCUMENT);

  private static final String INTENT =
      "{\"name\": \"a\", \"tier\": \"fast\", \"examples\": [\"x\"]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'default_tier': 'smart', 'intents': [INTENT]}",
        "{'default_tier': 'smart', 'similarity_threshold': 1, 'intents': [INTENT]}",
        "{'default_tier': 'smart', 'similarity_threshold': 1e-9, 'intents': [INTENT]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'A.b_c:d-9', 'tier': 'smart',"
            + " 'similarity_threshold': 0.25, 'examples': ['x', ' ä ', '早上好']}]}"
      })
  void bothAccept(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(recordAccepts(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "'smart'",
        "{'default_tier': 'smart'}",
        "{'intents': [INTENT]}",
        "{'default_tier': 'smart', 'intents': []}",
        "{'default_tier': 'smart', 'intents': null}",
        "{'default_tier': 'smart', 'intents': {}}",
        "{'default_tier': 'smart', 'intents': ['a']}",
        "{'default_tier': 'smart', 'intents': [{}]}",
        "{'default_tier': 'smart', 'intents': [INTENT, null]}",
        "{'default_tier': null, 'intents': [INTENT]}",
        "{'default_tier': '', 'intents': [INTENT]}",
        "{'default_tier': 'very smart', 'intents': [INTENT]}",
        "{'default_tier': 1, 'intents': [INTENT]}",
        "{'default_tier': 'smart', 'intents': [INTENT], 'defaultTier': 'smart'}",
        "{'default_tier': 'smart', 'intents': [INTENT], 'similarity_threshold': 0}",
        "{'default_tier': 'smart', 'intents': [INTENT], 'similarity_threshold': 1.01}",
        "{'default_tier': 'smart', 'intents': [INTENT], 'similarity_threshold': -0.5}",
        "{'default_tier': 'smart', 'intents': [INTENT], 'similarity_threshold': '0.5'}",
        "{'default_tier': 'smart', 'intents': [INTENT], 'similarity_threshold': null}",
        "{'default_tier': 'smart', 'intents': [{'tier': 'fast', 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast'}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': '', 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': '', 'tier': 'fast', 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a b', 'tier': 'fast',"
            + " 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a\\n', 'tier': 'fast',"
            + " 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': '_a', 'tier': 'fast',"
            + " 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': '"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + "', 'tier': 'fast', 'examples': ['x']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast', 'examples': []}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast', 'examples': 'x'}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast', 'examples': [1]}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast', 'examples': ['']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast',"
            + " 'examples': ['x', ' \\t']}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast', 'examples': ['x'],"
            + " 'similarity_threshold': 2}]}",
        "{'default_tier': 'smart', 'intents': [{'name': 'a', 'tier': 'fast', 'examples': ['x'],"
            + " 'threshold': 0.5}]}"
      })
  void bothRefuse(String json) {
    assertThat(schemaAccepts(json)).isFalse();
    assertThat(recordAccepts(json)).isFalse();
  }

  /** What a schema can't say: names of the catalog, used once, a sum. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'default_tier': 'genius', 'intents': [INTENT]}",
        "{'default_tier': 'smart', 'intents': [INTENT, INTENT]}"
      })
  void onlyTheRecordRefuses(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(recordAccepts(json)).isFalse();
  }

  @Test
  void theDefaultsAreTheSame() {
    var config =
        Fixture.read(
            new FakeEmbeddingModel(), json("{'default_tier': 'smart', 'intents': [INTENT]}"));

    double threshold = DOCUMENT.at("/properties/similarity_threshold/default").doubleValue();

    assertThat(config.similarityThreshold()).isEqualTo(threshold);
    assertThat(config.intents().getFirst().similarityThreshold()).isEqualTo(threshold);
  }

  @Test
  void theKeysAreTheSame() {
    assertThat(keysOf(DOCUMENT)).isEqualTo(recordKeys("{'?': 1}"));
    assertThat(keysOf(DOCUMENT.at("/properties/intents/items")))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'intents': [{'?': 1}]}"));
  }

  private static Set<String> keysOf(JsonNode schema) {
    return new TreeSet<>(schema.path("properties").propertyNames());
  }

  /** The record names the keys it knows when it meets one that it does not. */
  private static Set<String> recordKeys(String json) {
    var known = Pattern.compile("\\? must be a known key \\(([^)]*)\\)").matcher(refusal(json));
    assertThat(known.find()).isTrue();
    return Pattern.compile(", ").splitAsStream(known.group(1)).collect(Collectors.toSet());
  }

  private static boolean schemaAccepts(String json) {
    return SCHEMA.validate(json(json), InputFormat.JSON).isEmpty();
  }

  private static boolean recordAccepts(String json) {
    return refusal(json).isEmpty();
  }

  private static String refusal(String json) {
    try {
      Fixture.read(new FakeEmbeddingModel(), json(json));
      return "";
    } catch (InvalidConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String json(String json) {
    return json.replace("INTENT", INTENT).replace('\'', '"');
  }
}
