package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.choice.Objective;
import io.sluice.router.steady.Experiment;
import io.sluice.testkit.FakeEmbeddingModel;
import java.time.Duration;
import java.util.List;
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
        "{'default_tier': 'smart'}",
        "{'default_tier': 'smart', 'intents': []}",
        "{'default_tier': 'smart', 'intents': [INTENT]}",
        "{'default_tier': 'smart', 'policies': [{'name': 'a', 'require': {'tiers': ['fast']}}]}",
        "{'default_tier': 'smart', 'policies': [{'name': 'a', 'exclude': {'targets': 'small'},"
            + " 'when': {'consumer': 'alice', 'header': {'x': ['1', '2']},"
            + " 'label': {'ai-token-limit.reason': 'degraded'}}}]}",
        "{'default_tier': 'smart', 'client_model': {'mode': 'honour',"
            + " 'aliases': {'auto': 'auto', 'gpt-4o': 'small', 'best': 'smart'}}}",
        "{'default_tier': 'smart', 'objective': 'balanced', 'weights': {'cost': 2}}",
        "{'default_tier': 'smart', 'quality_bar': 0, 'expected_completion_tokens': 1}",
        "{'default_tier': 'smart', 'experiment': {'name': 'e', 'by': 'conversation', 'arms': ["
            + "{'name': 'a', 'share': 0.5, 'tier': 'fast'},"
            + " {'name': 'b', 'share': 0.5, 'target': 'large'}]}}",
        "{'default_tier': 'smart', 'stickiness': {}, 'top_tier': {}, 'complexity': {}}",
        "{'default_tier': 'smart', 'complexity': {'threshold': 0.3, 'cheap_tier': 'fast'}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast'}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'path': '/x', 'timeout': '1s',"
            + " 'gates': {'min_score': 0.5, 'min_logprob': -1, 'samples': 3}}}",
        "{'default_tier': 'smart', 'shadow': {'default_tier': 'fast'}}",
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
        "{'intents': [INTENT]}",
        "{'default_tier': 'smart', 'policies': [{'name': 'a'}]}",
        "{'default_tier': 'smart', 'policies': [{'require': {'tiers': ['fast']}}]}",
        "{'default_tier': 'smart', 'policies': [{'name': 'a', 'require': {'tier': ['fast']}}]}",
        "{'default_tier': 'smart', 'client_model': {'mode': 'obey'}}",
        "{'default_tier': 'smart', 'objective': 'luck'}",
        "{'default_tier': 'smart', 'weights': {'cost': -1}}",
        "{'default_tier': 'smart', 'quality_bar': 1.5}",
        "{'default_tier': 'smart', 'expected_completion_tokens': 0}",
        "{'default_tier': 'smart', 'experiment': {'name': 'e', 'arms': []}}",
        "{'default_tier': 'smart', 'experiment': {'name': 'e', 'arms': ["
            + "{'name': 'a', 'share': 0, 'tier': 'fast'}]}}",
        "{'default_tier': 'smart', 'experiment': {'name': 'e', 'arms': ["
            + "{'name': 'a', 'share': 1, 'tier': 'fast', 'target': 'small'}]}}",
        "{'default_tier': 'smart', 'stickiness': {'ttl': '30'}}",
        "{'default_tier': 'smart', 'stickiness': {'margin': 2}}",
        "{'default_tier': 'smart', 'top_tier': {'window': 9}}",
        "{'default_tier': 'smart', 'complexity': {'threshold': 1}}",
        "{'default_tier': 'smart', 'cascade': {}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'path': 'x'}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'path': '//x'}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'gates': {'min_score': 0}}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'gates': {'min_logprob': 1}}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'gates': {'samples': 6}}}",
        "{'default_tier': 'smart', 'shadow': 'fast'}",
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
        "{'default_tier': 'smart', 'intents': [INTENT, INTENT]}",
        "{'default_tier': 'smart', 'client_model': {'aliases': {'a': 'small'}}}",
        "{'default_tier': 'smart', 'client_model': {'mode': 'alias', 'aliases': {'a': 'tiny'}}}",
        "{'default_tier': 'smart', 'policies': [{'name': 'a', 'require': {'regions': 'eu'}}]}",
        "{'default_tier': 'smart', 'weights': {'cost': 0, 'quality': 0, 'latency': 0}}",
        "{'default_tier': 'smart', 'experiment': {'name': 'e', 'arms': ["
            + "{'name': 'a', 'share': 0.6, 'tier': 'fast'},"
            + " {'name': 'b', 'share': 0.6, 'target': 'large'}]}}",
        "{'default_tier': 'smart', 'shadow': {'default_tier': 'genius'}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'tiny'}}",
        "{'default_tier': 'smart', 'cascade': {'tier': 'fast', 'timeout': '41s'}}",
        "{'default_tier': 'smart', 'complexity': {'cheap_tier': 'tiny'}}",
        "{'default_tier': 'smart', 'shadow': {'default_tier': 'fast',"
            + " 'shadow': {'default_tier': 'smart'}}}"
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

    assertThat(config.intents().getFirst().similarityThreshold())
        .isEqualTo(fallback("/similarity_threshold").doubleValue());
    assertThat(config.selection().qualityBar()).isEqualTo(fallback("/quality_bar").doubleValue());
    assertThat(config.selection().objective())
        .isEqualTo(Objective.WORDS.get(fallback("/objective").stringValue()));
    assertThat(config.expectedCompletion())
        .isEqualTo(fallback("/expected_completion_tokens").longValue());
  }

  @Test
  void theDefaultsOfSectionsAreTheSame() {
    var config =
        Fixture.read(
            new FakeEmbeddingModel(),
            json(
                "{'default_tier': 'smart', 'weights': {}, 'stickiness': {}, 'top_tier': {},"
                    + " 'complexity': {}, 'cascade': {'tier': 'fast', 'gates': {}},"
                    + " 'client_model': {}, 'experiment': {'name': 'e', 'arms':"
                    + " [{'name': 'a', 'share': 1, 'tier': 'fast'}]}}"));

    assertThat(config.selection().weights().cost())
        .isEqualTo(fallback("/weights/properties/cost").doubleValue());
    assertThat(config.stickiness().orElseThrow().ttl()).isEqualTo(Duration.ofMinutes(30));
    assertThat(fallback("/stickiness/properties/ttl").stringValue()).isEqualTo("30m");
    assertThat(config.stickiness().orElseThrow().margin())
        .isEqualTo(fallback("/stickiness/properties/margin").doubleValue());
    assertThat(config.topTier().orElseThrow().share())
        .isEqualTo(fallback("/top_tier/properties/share").doubleValue());
    assertThat(config.topTier().orElseThrow().window())
        .isEqualTo(fallback("/top_tier/properties/window").longValue());
    assertThat(config.complexity().orElseThrow().model())
        .isEqualTo(fallback("/complexity/properties/model").stringValue());
    assertThat(config.cascade().orElseThrow().path())
        .isEqualTo(fallback("/cascade/properties/path").stringValue());
    assertThat(config.cascade().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(fallback("/cascade/properties/timeout").stringValue()).isEqualTo("20s");
    assertThat(config.cascade().orElseThrow().gates().samples())
        .isEqualTo(fallback("/cascade/properties/gates/properties/samples").longValue());
    assertThat(config.clientModel().mode()).isEqualTo(ClientModel.Mode.OVERRULE);
    assertThat(config.experiment().orElseThrow().by()).isEqualTo(Experiment.Unit.CONSUMER);
  }

  private static JsonNode fallback(String property) {
    return DOCUMENT.at("/properties" + property + "/default");
  }

  @Test
  void theKeysAreTheSame() {
    assertThat(keysOf(DOCUMENT)).isEqualTo(recordKeys("{'?': 1}"));
    assertThat(keysOf("/intents/items"))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'intents': [{'?': 1}]}"));
    assertThat(keysOf("/policies/items"))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'policies': [{'?': 1}]}"));
    assertThat(keysOf("/policies/items/properties/when"))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'policies': [{'when': {'?': 1}}]}"));
    assertThat(keysOf("/policies/items/properties/require"))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'policies': [{'require': {'?': 1}}]}"));
    assertThat(keysOf("/experiment/properties/arms/items"))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'experiment': {'arms': [{'?': 1}]}}"));
    assertThat(keysOf("/cascade/properties/gates"))
        .isEqualTo(recordKeys("{'default_tier': 'smart', 'cascade': {'gates': {'?': 1}}}"));
    for (var section :
        List.of(
            "client_model",
            "complexity",
            "weights",
            "experiment",
            "stickiness",
            "top_tier",
            "cascade")) {
      assertThat(keysOf("/" + section))
          .isEqualTo(
              recordKeys(
                  "{'default_tier': 'smart', 'SECTION': {'?': 1}}".replace("SECTION", section)));
    }
  }

  private static Set<String> keysOf(String property) {
    return keysOf(DOCUMENT.at("/properties" + property));
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
