package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file while it is being read: whatever is wrong, or was not asked for by the
 * time of {@link #done()}, becomes a problem.
 */
public final class Block {

  private final String where;
  private final Map<String, @Nullable Object> values;
  private final Problems problems;
  private final Set<String> read = new HashSet<>();

  Block(String where, Map<?, ?> values, Problems problems) {
    this.where = where;
    this.values = new LinkedHashMap<>();
    values.forEach((key, value) -> this.values.put(String.valueOf(key), value));
    this.problems = problems;
  }

  /** The top of a document that was parsed from YAML. */
  public static Block top(@Nullable Object document, Problems problems) {
    if (document == null) {
      return new Block("apisix.yaml", Map.of(), problems);
    }
    if (document instanceof Map<?, ?> map) {
      return new Block("apisix.yaml", map, problems);
    }
    problems.add("apisix.yaml", "must be a mapping");
    return new Block("apisix.yaml", Map.of(), problems);
  }

  public String where() {
    return where;
  }

  public Problems problems() {
    return problems;
  }

  /** The same block, named differently in problems. */
  public Block named(String name) {
    return new Block(name, values, problems);
  }

  public void problem(String message) {
    problems.add(where, message);
  }

  public boolean has(String key) {
    return values.get(key) != null;
  }

  public Set<String> keys() {
    return values.keySet();
  }

  public Optional<Object> raw(String key) {
    read.add(key);
    return Optional.ofNullable(values.get(key));
  }

  public Optional<String> text(String key) {
    return raw(key).flatMap(value -> scalar(key, value));
  }

  public String text(String key, String fallback) {
    return text(key).orElse(fallback);
  }

  public String requiredText(String key) {
    if (!has(key)) {
      read.add(key);
      problem(key + " is required");
    }
    return text(key, "");
  }

  public String oneOf(String key, String fallback, String... allowed) {
    var value = text(key, fallback);
    if (!List.of(allowed).contains(value)) {
      problem(key + " must be one of " + List.of(allowed) + ", but was " + value);
      return fallback;
    }
    return value;
  }

  public long integer(String key, long fallback, long atLeast) {
    var value = raw(key).orElse(fallback);
    if (value instanceof Integer || value instanceof Long) {
      var number = ((Number) value).longValue();
      if (number >= atLeast) {
        return number;
      }
    }
    problem(key + " must be a whole number of at least " + atLeast + ", but was " + value);
    return fallback;
  }

  /** Seconds, possibly with a fraction, as milliseconds. */
  public long millis(String key, long fallbackMillis) {
    var value = raw(key);
    if (value.isEmpty()) {
      return fallbackMillis;
    }
    if (value.get() instanceof Number seconds && seconds.doubleValue() > 0) {
      return Math.round(seconds.doubleValue() * 1000);
    }
    problem(key + " must be a positive number of seconds, but was " + value.get());
    return fallbackMillis;
  }

  public boolean flag(String key, boolean fallback) {
    var value = raw(key).orElse(fallback);
    if (value instanceof Boolean flag) {
      return flag;
    }
    problem(key + " must be true or false, but was " + value);
    return fallback;
  }

  public Optional<Block> block(String key) {
    return raw(key).flatMap(value -> asBlock(where + "." + key, value));
  }

  public List<Block> blocks(String key) {
    return list(key).stream()
        .flatMap(item -> asBlock(where + "." + item.path(), item.value()).stream())
        .toList();
  }

  public List<String> texts(String key) {
    return list(key).stream().flatMap(item -> scalar(item.path(), item.value()).stream()).toList();
  }

  /** Takes note that the attribute is known and has no effect here. */
  public void ignore(String... keys) {
    read.addAll(List.of(keys));
  }

  /** Reports every attribute that nothing has asked for. */
  public void done() {
    for (var key : values.keySet()) {
      if (!read.contains(key)) {
        problem("unknown or unsupported attribute " + key);
      }
    }
  }

  private record Item(String path, Object value) {}

  private List<Item> list(String key) {
    var value = raw(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof List<?> list)) {
      problem(key + " must be a list");
      return List.of();
    }
    var items = new ArrayList<Item>();
    for (var i = 0; i < list.size(); i++) {
      items.add(new Item(key + "[" + i + "]", list.get(i)));
    }
    return items;
  }

  private Optional<Block> asBlock(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return Optional.of(new Block(name, map, problems));
    }
    problems.add(name, "must be a mapping");
    return Optional.empty();
  }

  private Optional<String> scalar(String key, @Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    problem(key + " must be a text");
    return Optional.empty();
  }
}
