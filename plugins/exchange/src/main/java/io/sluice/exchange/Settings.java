package io.sluice.exchange;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One section of a configuration as written, read key by key.
 *
 * <p>A value of the wrong type, a missing key and a key that nobody asked for are noted, not thrown
 * at once: whoever reads a configuration learns of all its problems together, those that the
 * record's constructor finds included.
 */
public final class Settings {

  private static final int VERSION_BYTES = 6;

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** At most a few thousand years, so that every unit of it fits in a long. */
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

  private static final String A_DURATION = "a duration such as 90s, 5m, 12h or 7d";

  private final JsonNode node;
  private final Problems problems;
  private final String path;
  private final Set<String> known = new TreeSet<>();

  /** Lists of which an element is missing: what a constructor says of an index is off by one. */
  private final List<String> gaps = new ArrayList<>();

  private Settings(JsonNode node, Problems problems, String path) {
    this.node = node;
    this.problems = problems;
    this.path = path;
  }

  /**
   * Reads a configuration written in JSON.
   *
   * @param subject whose configuration it is, to begin the message with
   * @param reader makes the record; what its constructor throws is reported with the rest
   * @throws InvalidConfigException with every problem found
   */
  public static <T> T parseJson(String subject, String json, Function<Settings, T> reader) {
    return read(subject, ConfigText.json(subject, json), reader);
  }

  /** Reads a configuration written in YAML; the rest is as for JSON. */
  public static <T> T parseYaml(String subject, String yaml, Function<Settings, T> reader) {
    return read(subject, ConfigText.yaml(subject, yaml), reader);
  }

  private static <T> T read(String subject, JsonNode node, Function<Settings, T> reader) {
    var problems = new Problems(subject);
    T value = new Settings(node, problems, "").apply(reader);
    problems.throwIfAny();
    if (value == null) {
      throw new IllegalStateException(subject + ": its reader made nothing of it");
    }
    return value;
  }

  /** Returns a text that must be there. */
  public String text(String key) {
    return value(key, "a text", JsonNode::isString, JsonNode::stringValue, "", true);
  }

  /** Returns a text, or a default where the key is absent. */
  public String text(String key, String otherwise) {
    return value(key, "a text", JsonNode::isString, JsonNode::stringValue, otherwise, false);
  }

  /** Returns a number, or a default where the key is absent. */
  public double number(String key, double otherwise) {
    return value(key, "a number", Settings::isNumber, JsonNode::doubleValue, otherwise, false);
  }

  /** Returns an exact number that must be there. */
  public BigDecimal decimal(String key) {
    return value(
        key, "a number", Settings::isNumber, JsonNode::decimalValue, BigDecimal.ZERO, true);
  }

  /** Returns an exact number, or a default where the key is absent. */
  public BigDecimal decimal(String key, BigDecimal otherwise) {
    return value(key, "a number", Settings::isNumber, JsonNode::decimalValue, otherwise, false);
  }

  /** Returns a whole number that must be there. */
  public long whole(String key) {
    return value(key, "a whole number", Settings::isWhole, Settings::wholeValue, 0L, true);
  }

  /** Returns a whole number, or a default where the key is absent. */
  public long whole(String key, long otherwise) {
    return value(key, "a whole number", Settings::isWhole, Settings::wholeValue, otherwise, false);
  }

  /** Returns true or false, or a default where the key is absent. */
  public boolean flag(String key, boolean otherwise) {
    return value(
        key, "true or false", JsonNode::isBoolean, JsonNode::booleanValue, otherwise, false);
  }

  /** Returns a duration in whole seconds that must be there. */
  public Duration duration(String key) {
    return value(key, A_DURATION, Settings::isDuration, Settings::durationValue, seconds(0), true);
  }

  /** Returns a duration in whole seconds, or a default where the key is absent. */
  public Duration duration(String key, Duration otherwise) {
    return value(key, A_DURATION, Settings::isDuration, Settings::durationValue, otherwise, false);
  }

  /**
   * Returns what one of several words stands for; it must be there.
   *
   * @param choices by their words, at least one, in the order in which a message lists them
   */
  public <T> T choice(String key, Map<String, T> choices) {
    return choice(key, choices, choices.values().iterator().next(), true);
  }

  /** Returns what one of several words stands for, or a default where the key is absent. */
  public <T> T choice(String key, Map<String, T> choices, T otherwise) {
    return choice(key, choices, otherwise, false);
  }

  private <T> T choice(String key, Map<String, T> choices, T otherwise, boolean required) {
    return value(
        key,
        "one of " + String.join(", ", choices.keySet()),
        value -> value.isString() && choices.containsKey(value.stringValue()),
        value -> choices.getOrDefault(value.stringValue(), otherwise),
        otherwise,
        required);
  }

  /** Returns an enum's values by their names in lower case, in their order. */
  public static <E extends Enum<E>> Map<String, E> words(Class<E> type) {
    var words = new LinkedHashMap<String, E>();
    for (var value : type.getEnumConstants()) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return words;
  }

  /** Returns what the words of a list, or the one word, stand for; none where the key is absent. */
  public <T> List<T> choices(String key, Map<String, T> choices) {
    var values = new ArrayList<T>();
    var words = textOrTexts(key);
    for (int i = 0; i < words.size(); i++) {
      T value = choices.get(words.get(i));
      if (value == null) {
        require(
            false,
            node.path(key).isArray() ? key + "[" + i + "]" : key,
            "one of " + String.join(", ", choices.keySet()),
            words.get(i));
      } else {
        values.add(value);
      }
    }
    return values;
  }

  /** Returns what tells this section from others: the same for the same keys and values. */
  public String version() {
    return HexFormat.of().formatHex(Sha256.of(node.toString()), 0, VERSION_BYTES);
  }

  /** Returns whether a key is there, whatever its value. */
  public boolean has(String key) {
    known.add(key);
    return !node.path(key).isMissingNode();
  }

  /**
   * Notes a problem unless a condition holds, where no record's constructor can know the rule.
   *
   * @param key empty for the section itself
   * @param rule what must hold, to follow "must be"
   * @param value what was there
   */
  public void require(boolean holds, String key, String rule, @Nullable Object value) {
    if (!holds) {
      problems.add(new Problem(key.isEmpty() ? path : at(key), rule, Problems.shown(value)));
    }
  }

  /** Returns the texts of a list, or the one text; none where the key is absent. */
  public List<String> textOrTexts(String key) {
    known.add(key);
    return node.path(key).isString() ? List.of(text(key)) : texts(key);
  }

  /** Returns the whole numbers of a list; none where the key is absent. */
  public List<Long> wholes(String key) {
    var numbers = new ArrayList<Long>();
    var items = items(key);
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (isWhole(item)) {
        numbers.add(wholeValue(item));
      } else {
        note(at(key) + "[" + i + "]", "a whole number", item);
        gaps.add(key + "[");
      }
    }
    return numbers;
  }

  /** Returns the numbers of an object by their keys; none where the key is absent. */
  public Map<String, Double> numbers(String key) {
    return byName(key, "an object of numbers", (inside, name) -> inside.number(name, 0));
  }

  /** Returns the texts of an object by their keys; none where the key is absent. */
  public Map<String, String> named(String key) {
    return byName(key, "an object of texts", Settings::text);
  }

  /** Returns the lists of texts of an object by their keys; none where the key is absent. */
  public Map<String, List<String>> lists(String key) {
    return byName(key, "an object of texts or lists", Settings::textOrTexts);
  }

  /** Reads each value of an object whose keys are names that nobody knows beforehand. */
  private <T> Map<String, T> byName(
      String key, String rule, BiFunction<Settings, String, T> reader) {
    known.add(key);
    var values = new LinkedHashMap<String, T>();
    var object = node.path(key);
    if (!object.isMissingNode() && !object.isObject()) {
      note(at(key), rule, object);
    }
    var inside = new Settings(object, problems, at(key));
    object.propertyNames().forEach(name -> values.put(name, reader.apply(inside, name)));
    return values;
  }

  /** Returns the texts of a list; none where the key is absent. */
  public List<String> texts(String key) {
    var texts = new ArrayList<String>();
    var items = items(key);
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (!item.isString()) {
        note(at(key) + "[" + i + "]", "a text", item);
      }
      texts.add(item.stringValue(""));
    }
    return texts;
  }

  /** Returns the sections of a list, each made into a record; none where the key is absent. */
  public <T> List<T> list(String key, Function<Settings, T> reader) {
    var values = new ArrayList<T>();
    var items = items(key);
    for (int i = 0; i < items.size(); i++) {
      T value = section(items.get(i), at(key) + "[" + i + "]", reader);
      if (value == null) {
        gaps.add(key + "[");
      } else {
        values.add(value);
      }
    }
    return values;
  }

  /** Returns a section that must be there, made into a record. */
  public <T> T section(String key, Function<Settings, T> reader) {
    known.add(key);
    T value = section(node.path(key), at(key), reader);
    if (value == null) {
      // What is wrong has been noted; nobody can go on without the section.
      throw new Unreadable();
    }
    return value;
  }

  private <T> @Nullable T section(JsonNode section, String path, Function<Settings, T> reader) {
    if (!section.isObject()) {
      note(path, "an object", section);
      return null;
    }
    return new Settings(section, problems, path).apply(reader);
  }

  /** Runs a reader over this section; what goes wrong is noted under the section's path. */
  private <T> @Nullable T apply(Function<Settings, T> reader) {
    try {
      T value = reader.apply(this);
      noteUnknownKeys();
      return value;
    } catch (InvalidConfigException e) {
      noteUnknownKeys();
      e.problems().stream()
          .filter(problem -> gaps.stream().noneMatch(problem.key()::startsWith))
          .forEach(problem -> problems.add(path.isEmpty() ? problem : problem.under(path)));
      return null;
    } catch (Unreadable e) {
      return null;
    }
  }

  private void noteUnknownKeys() {
    node.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .forEach(
            key -> note(at(key), "a known key (" + String.join(", ", known) + ")", node.path(key)));
  }

  private <T> T value(
      String key,
      String rule,
      Predicate<JsonNode> fits,
      Function<JsonNode, T> read,
      T otherwise,
      boolean required) {
    known.add(key);
    var value = node.path(key);
    if (fits.test(value)) {
      return read.apply(value);
    }
    if (required || !value.isMissingNode()) {
      note(at(key), rule, value);
    }
    return otherwise;
  }

  private List<JsonNode> items(String key) {
    known.add(key);
    var value = node.path(key);
    if (value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray()) {
      note(at(key), "a list", value);
    }
    return List.copyOf(value.values());
  }

  private void note(String at, String rule, JsonNode value) {
    problems.add(new Problem(at, rule, value.isMissingNode() ? "absent" : Problems.shown(value)));
  }

  /** Neither NaN nor infinite, which YAML can write, nor beyond what a double holds. */
  private static boolean isNumber(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue(Double.NaN));
  }

  /** Also 2.0 and 1e3, as in a JSON schema's integers, if a long holds it. */
  private static boolean isWhole(JsonNode value) {
    return isNumber(value)
        && value.decimalValue().abs().compareTo(LONGEST) <= 0
        && value.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  private static long wholeValue(JsonNode value) {
    return value.decimalValue().longValueExact();
  }

  private static boolean isDuration(JsonNode value) {
    return value.isString() && DURATION.matcher(value.stringValue()).matches();
  }

  private static Duration durationValue(JsonNode value) {
    var text = value.stringValue();
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> seconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Ends the reading of a section whose problems have been noted. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super(null, null, false, false);
    }
  }
}
