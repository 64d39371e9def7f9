package io.sluice.tokenlimit.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema, which editors and platform teams use, and the records say the same. */
class QuotasSchemaTest {

  private static final Path CONF = Path.of("../../apisix-conf");
  private static final Path README = Path.of("README.md");
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode DOCUMENT = JSON.readTree(CONF.resolve("quotas.schema.json"));
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DOCUMENT);

  @Test
  void theShippedFileWorksAsItStands() throws IOException {
    var yaml = Files.readString(CONF.resolve("quotas.yaml"));
    var catalog = Catalog.parse(Files.readString(CONF.resolve("catalog.yaml")));

    assertThat(schemaAccepts(yaml)).isTrue();
    assertThat(Quotas.parse(yaml, catalog).covering(Parties.ALICE))
        .extracting(covering -> covering.budget().name())
        .containsExactly("consumer-minute", "finance-daily");
    assertThat(Quotas.parse(yaml, catalog).covering(Parties.BOB))
        .extracting(covering -> covering.budget().name())
        .containsExactly("consumer-minute", "bob-monthly");
    assertThat(Quotas.parse(yaml, catalog).covering(Parties.ANONYMOUS))
        .extracting(covering -> covering.budget().name())
        .containsExactly("consumer-minute", "anonymous-hourly");
  }

  @ParameterizedTest
  @MethodSource("examplesOfTheReadme")
  void everyExampleOfTheReadmeIsValid(String yaml) throws IOException {
    var catalog = Catalog.parse(Files.readString(CONF.resolve("catalog.yaml")));

    assertThat(schemaAccepts(yaml)).isTrue();
    assertThat(Quotas.parse(yaml, catalog).budgets()).isNotEmpty();
  }

  /** The shipped file stands for the README where there is none yet. */
  static Stream<String> examplesOfTheReadme() throws IOException {
    if (!Files.exists(README)) {
      return Stream.of(Files.readString(CONF.resolve("quotas.yaml")));
    }
    return Pattern.compile("```yaml\\n(budgets:.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(match -> match.group(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit: usd, limit: 0, window: {sliding: 1s}",
        "unit: usd, limit: 0.000001, burst: 1000000000, window: {sliding: 31d}",
        "unit: total_tokens, limit: 1000000000000000, window: {calendar: hour}",
        "unit: total_tokens, limit: 2.0, window: {calendar: week, time_zone: Asia/Tokyo}",
        "unit: prompt_tokens, limit: 1, per: consumer, window: {sliding: 60s}",
        "unit: completion_tokens, limit: 1, per: [], window: {sliding: 60s}, alerts: []",
        "unit: usd, limit: 1, per: [tier, target], window: {sliding: 60s}, alerts: [1, 100]",
        "unit: usd, limit: 1, covers: {}, window: {sliding: 60s}, on_exceed: degrade",
        "unit: usd, limit: 1, covers: {consumer: a, route: [b, c]}, window: {sliding: 60s}",
        "unit: usd, limit: 1, window: {sliding: 60s}, cached_answers: charged"
      })
  void bothAccept(String members) {
    assertThat(schemaAccepts(file(members))).isTrue();
    assertThat(refusal(file(members))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit: usd, limit: 1",
        "unit: usd, window: {sliding: 60s}",
        "limit: 1, window: {sliding: 60s}",
        "unit: USD, limit: 1, window: {sliding: 60s}",
        "unit: usd, limit: -1, window: {sliding: 60s}",
        "unit: usd, limit: '1', window: {sliding: 60s}",
        "unit: usd, limit: 1000000001, window: {sliding: 60s}",
        "unit: usd, limit: 1, burst: -0.5, window: {sliding: 60s}",
        "unit: total_tokens, limit: 1.5, window: {sliding: 60s}",
        "unit: total_tokens, limit: 1, burst: 0.5, window: {sliding: 60s}",
        "unit: total_tokens, limit: 1000000000000001, window: {sliding: 60s}",
        "unit: usd, limit: 1, window: 60s",
        "unit: usd, limit: 1, window: {}",
        "unit: usd, limit: 1, window: {sliding: 500ms}",
        "unit: usd, limit: 1, window: {sliding: 60}",
        "unit: usd, limit: 1, window: {sliding: 1h, calendar: day}",
        "unit: usd, limit: 1, window: {sliding: 1h, time_zone: UTC}",
        "unit: usd, limit: 1, window: {calendar: year}",
        "unit: usd, limit: 1, window: {calendar: day, time_zone: ''}",
        "unit: usd, limit: 1, window: {calendar: day, zone: UTC}",
        "unit: usd, limit: 1, window: {sliding: 60s}, per: user",
        "unit: usd, limit: 1, window: {sliding: 60s}, per: [consumer, user]",
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: finance",
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: {consumer: []}",
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: {consumer: ['']}",
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: {consumer: ' '}",
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: {consumer: 7}",
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: {team: a}",
        "unit: usd, limit: 1, window: {sliding: 60s}, on_exceed: block",
        "unit: usd, limit: 1, window: {sliding: 60s}, on_exceed: true",
        "unit: usd, limit: 1, window: {sliding: 60s}, cached_answers: yes",
        "unit: usd, limit: 1, window: {sliding: 60s}, alerts: 80",
        "unit: usd, limit: 1, window: {sliding: 60s}, alerts: [0]",
        "unit: usd, limit: 1, window: {sliding: 60s}, alerts: [101]",
        "unit: usd, limit: 1, window: {sliding: 60s}, alerts: [80.5]",
        "unit: usd, limit: 1, window: {sliding: 60s}, alert: [80]"
      })
  void bothRefuse(String members) {
    assertThat(schemaAccepts(file(members))).isFalse();
    assertThat(refusal(file(members))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 1",
        "budgets: {}",
        "budgets: [a]",
        "budgets: null",
        "budgets: [{unit: usd, limit: 1, window: {sliding: 60s}}]",
        "budgets: [{name: 'a b', unit: usd, limit: 1, window: {sliding: 60s}}]",
        "budgets: [{name: '', unit: usd, limit: 1, window: {sliding: 60s}}]"
      })
  void bothRefuseTheFile(String yaml) {
    assertThat(schemaAccepts(yaml)).isFalse();
    assertThat(refusal(yaml)).isNotEmpty();
  }

  /** What a schema can't say: names of the catalog, time zones, how long a duration is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit: usd, limit: 1, window: {sliding: 60s}, covers: {tier: genius}",
        "unit: usd, limit: 1, window: {calendar: day, time_zone: Berlin}",
        "unit: usd, limit: 0.0000001, window: {sliding: 60s}",
        "unit: usd, limit: 1, window: {sliding: 0s}",
        "unit: usd, limit: 1, window: {sliding: 32d}"
      })
  void onlyTheRecordRefuses(String members) {
    assertThat(schemaAccepts(file(members))).isTrue();
    assertThat(refusal(file(members))).isNotEmpty();
  }

  @Test
  void theDefaultsAreTheSame() {
    var budget =
        Quotas.parse(file("unit: usd, limit: 1, window: {calendar: day}"), Parties.CATALOG)
            .budgets()
            .getFirst();
    var written = JSON.readTree(budget.toJson());

    for (var key : List.of("burst", "on_exceed", "cached_answers", "alerts")) {
      assertThat(written.path(key)).isEqualTo(properties("budget").path(key).path("default"));
    }
    assertThat(written.at("/window/time_zone"))
        .isEqualTo(properties("budget").at("/window/oneOf/1/properties/time_zone/default"));
  }

  @Test
  void theKeysAreTheSame() {
    assertThat(new TreeSet<>(properties("budget").propertyNames()))
        .isEqualTo(recordKeys("unit: usd, limit: 1, window: {sliding: 60s}, '?': 1"));
    assertThat(new TreeSet<>(properties("budget").at("/covers/properties").propertyNames()))
        .isEqualTo(recordKeys("unit: usd, limit: 1, window: {sliding: 60s}, covers: {'?': 1}"));
    assertThat(Dimension.WORDS.keySet())
        .isEqualTo(recordKeys("unit: usd, limit: 1, window: {sliding: 60s}, covers: {'?': 1}"));
  }

  private static JsonNode properties(String definition) {
    return DOCUMENT.at("/$defs/" + definition + "/properties");
  }

  /** The record names the keys it knows when it meets one that it does not. */
  private static Set<String> recordKeys(String members) {
    var known =
        Pattern.compile("\\? must be a known key \\(([^)]*)\\)").matcher(refusal(file(members)));
    assertThat(known.find()).isTrue();
    return Pattern.compile(", ").splitAsStream(known.group(1)).collect(Collectors.toSet());
  }

  private static String file(String members) {
    return "budgets: [{name: a, " + members + "}]";
  }

  private static boolean schemaAccepts(String yaml) {
    return SCHEMA
        .validate(JSON.writeValueAsString(new Yaml().<Object>load(yaml)), InputFormat.JSON)
        .isEmpty();
  }

  private static String refusal(String yaml) {
    try {
      Quotas.parse(yaml, Parties.CATALOG);
      return "";
    } catch (InvalidConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
