package io.sluice.runner.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the file by key, with what YAML's merge keys bring in. */
record Mapping(Map<String, Entry> entries) {

  /** A key where it stands, and its value. */
  record Entry(Node key, Node value) {}

  /** Reads a mapping; anything else is empty. */
  static Mapping of(@Nullable Node node) {
    var entries = new LinkedHashMap<String, Entry>();
    collect(node, entries, new ArrayList<>());
    return new Mapping(entries);
  }

  Optional<Node> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  Mapping mapping(String key) {
    return of(value(key).orElse(null));
  }

  /** Returns the elements of a list; none where there is no list. */
  List<Node> list(String key) {
    return value(key).orElse(null) instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** Returns a scalar as it is written, without quotes. */
  Optional<String> text(String key) {
    return value(key)
        .filter(ScalarNode.class::isInstance)
        .map(node -> ((ScalarNode) node).getValue());
  }

  Optional<Long> number(String key) {
    return text(key).filter(text -> text.matches("[-+]?\\d{1,18}")).map(Long::valueOf);
  }

  /** Whether a key holds one of YAML's spellings of true. */
  boolean isTrue(String key) {
    return value(key).filter(node -> node.getTag().equals(Tag.BOOL)).isPresent()
        && text(key).filter(text -> text.matches("(?i)true|yes|on")).isPresent();
  }

  /** What stands in a mapping goes before what it merges. */
  private static void collect(@Nullable Node node, Map<String, Entry> entries, List<Node> seen) {
    if (!(node instanceof MappingNode mapping) || seen.contains(node)) {
      return;
    }
    seen.add(node);
    var own = new LinkedHashMap<String, Entry>();
    for (var tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)) {
        own.put(key.getValue(), new Entry(key, tuple.getValueNode()));
      }
    }
    own.forEach(entries::putIfAbsent);
    for (var tuple : mapping.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        collect(tuple.getValueNode(), entries, seen);
        if (tuple.getValueNode() instanceof SequenceNode several) {
          several.getValue().forEach(one -> collect(one, entries, seen));
        }
      }
    }
  }
}
