package io.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.exchange.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema, the record and the README say the same. */
class SchemaTest {

  private static final JsonNode DOCUMENT = CacheSchema.read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DOCUMENT);
  private static final Pattern CELL_END = Pattern.compile("\\s*\\|\\s*");

  private final Fixture cache = new Fixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'scope':'department','cache':'help-desk'}",
        "{'cache':''}",
        "{'vary':['X-Tenant','openai-beta']}",
        "{'scope':'group','group':{'name':'g','consumers':['alice']}}",
        "{'scope':'group','group':{'name':'g','consumers':[],'departments':['sales']}}",
        "{'similarity_threshold':1,'follow_up_threshold':0.01,'context':'similar'}",
        "{'ttl':'7d','ttl_jitter':0.5,'stale_while_revalidate':'10m'}",
        "{'max_temperature':0,'tools':true,'max_answer_bytes':1,'stampede_wait':'0s'}",
        "{'semantic':false,'shadow':true,'client_delete':true,'end_users':'shared'}"
      })
  void bothAccept(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(refusal(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'scope':'everyone'}",
        "{'scope':1}",
        "{'cache':'two words'}",
        "{'scope':'group','group':{'name':'g'}}",
        "{'scope':'group','group':{'name':'g','consumers':[]}}",
        "{'scope':'group','group':{'consumers':['a']}}",
        "{'scope':'group','group':'g'}",
        "{'similarity_threshold':0}",
        "{'similarity_threshold':1.2}",
        "{'follow_up_threshold':-1}",
        "{'context':'near'}",
        "{'ttl':'forever'}",
        "{'ttl':3600}",
        "{'vary':['two words']}",
        "{'vary':'X-Tenant'}",
        "{'ttl_jitter':0.6}",
        "{'max_temperature':2.5}",
        "{'max_temperature':-0.1}",
        "{'max_answer_bytes':0}",
        "{'max_answer_bytes':1.5}",
        "{'tools':'yes'}",
        "{'stampede_wait':3}",
        "{'threshold':0.9}"
      })
  void bothRefuse(String json) {
    assertThat(schemaAccepts(json)).isFalse();
    assertThat(refusal(json)).isNotEmpty();
  }

  /** What a schema can't say: what a duration may be, and what belongs together. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ttl':'0s'}",
        "{'ttl':'366d'}",
        "{'stampede_wait':'31s'}",
        "{'scope':'group'}",
        "{'scope':'route','group':{'name':'g','consumers':['a']}}"
      })
  void onlyTheRecordRefuses(String json) {
    assertThat(schemaAccepts(json)).isTrue();
    assertThat(refusal(json)).isNotEmpty();
  }

  @Test
  void everyProblemStandsInOneMessage() {
    assertThat(refusal("{'ttl':'0s','similarity_threshold':1.2,'scope':'group','x':1}"))
        .contains("ttl must be 1s to 365d, but was \"0s\"")
        .contains("similarity_threshold must be in (0, 1], but was 1.2")
        .contains("group must be there if scope is group, and only then, but was \"absent\"")
        .contains("x must be a known key");
  }

  @Test
  void theDefaultsAreTheSame() {
    var written =
        DOCUMENT.path("properties").properties().stream()
            .filter(property -> property.getValue().has("default"))
            .map(property ->
                "'%s':%s"
                    .formatted(
                        property.getKey(),
                        property.getValue().path("default").toString().replace('"', '\'')))
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(cache.read(written)).isEqualTo(cache.read("{}"));
    assertThat(DOCUMENT.path("properties").properties())
        .filteredOn(property -> !property.getValue().has("default"))
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("group");
  }

  @Test
  void theKeysAreTheSame() {
    var known =
        Pattern.compile("\\? must be a known key \\(([^)]*)\\)").matcher(refusal("{'?':1}"));

    assertThat(known.find()).isTrue();
    assertThat(Pattern.compile(", ").splitAsStream(known.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(DOCUMENT.path("properties").propertyNames()));
  }

  @Test
  void theReadmesTableIsTheSchema() throws IOException {
    var fromSchema = new ArrayList<List<String>>();
    list(DOCUMENT, "", fromSchema);

    assertThat(attributes()).containsExactlyElementsOf(fromSchema);
  }

  private static void list(JsonNode object, String path, List<List<String>> into) {
    for (var property : object.path("properties").properties()) {
      var schema = property.getValue();
      var fallback = schema.path("default").toString();
      into.add(
          List.of(
              path + property.getKey(),
              schema.has("default") ? fallback : path.isEmpty() ? "none" : "required"));
      list(schema, path + property.getKey() + ".", into);
    }
  }

  /** Name and default of each line of the README's table. */
  private static List<List<String>> attributes() throws IOException {
    return Files.readString(Path.of("README.md"))
        .lines()
        .filter(line -> line.startsWith("| `") && CELL_END.splitAsStream(line).count() == 6)
        .map(line -> CELL_END.splitAsStream(line).toList())
        .map(cell -> List.of(cell.get(1).replace("`", ""), cell.get(3).replace("`", "")))
        .toList();
  }

  private static boolean schemaAccepts(String json) {
    return SCHEMA.validate(json.replace('\'', '"'), InputFormat.JSON).isEmpty();
  }

  private String refusal(String json) {
    try {
      cache.read(json);
      return "";
    } catch (InvalidConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
