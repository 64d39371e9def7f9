package io.sluice.exchange;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns the text of a configuration, JSON or YAML, into an object's tree, or says why not. */
final class ConfigText {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ConfigText() {}

  static JsonNode json(String subject, String json) {
    try {
      return object(subject, JSON.readTree(json));
    } catch (JacksonException e) {
      throw unreadable(subject, "valid JSON", "not: " + e.getOriginalMessage() + at(e));
    } catch (NumberFormatException e) {
      // An exponent that not even a BigDecimal holds.
      throw unreadable(subject, "valid JSON", "not: " + e.getMessage());
    }
  }

  static JsonNode yaml(String subject, String yaml) {
    try {
      Object document = new Yaml(new JsonLike()).load(yaml);
      return object(subject, JSON.valueToTree(document == null ? Map.of() : document));
    } catch (MarkedYAMLException e) {
      throw unreadable(subject, "valid YAML", "not: " + e.getProblem() + at(e));
    } catch (YAMLException e) {
      throw unreadable(subject, "valid YAML", "not: " + e.getMessage());
    } catch (JacksonException e) {
      throw unreadable(subject, "YAML that JSON can say too", "not: " + e.getOriginalMessage());
    }
  }

  private static JsonNode object(String subject, JsonNode node) {
    if (!node.isObject()) {
      throw unreadable(subject, "an object", node.isMissingNode() ? "absent" : node.toString());
    }
    return node;
  }

  private static String at(JacksonException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String at(MarkedYAMLException e) {
    var mark = e.getProblemMark();
    return mark == null
        ? ""
        : " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static InvalidConfigException unreadable(String subject, String rule, String value) {
    return new InvalidConfigException(
        subject, List.of(new Problem("", rule, value.replaceAll("\\s+", " "))));
  }

  /** Makes of YAML only what JSON has. */
  private static final class JsonLike extends SafeConstructor {

    JsonLike() {
      super(options());
      // A model's name may look like a date.
      yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
    }

    private static LoaderOptions options() {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      return options;
    }

    @Override
    protected Object constructObject(Node node) {
      // Set by the composer on what an alias inside of it names.
      if (node.isTwoStepsConstruction()) {
        throw new HoldsItself(node);
      }
      return super.constructObject(node);
    }
  }

  private static final class HoldsItself extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    HoldsItself(Node node) {
      super(null, null, "found a collection that holds itself", node.getStartMark());
    }
  }
}
