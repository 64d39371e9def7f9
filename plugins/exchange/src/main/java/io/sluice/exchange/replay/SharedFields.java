package io.sluice.exchange.replay;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields that chunks of a stream have beside what is streamed. Nobody knows how to put the pieces
 * of such a field together: it is kept if every chunk that has it says the same, and else left out.
 */
final class SharedFields {

  /** Of these each chunk brings more. */
  private static final Set<String> LISTS = Set.of("annotations");

  private final Map<String, JsonNode> kept = new LinkedHashMap<>();
  private final Set<String> leftOut = new HashSet<>();

  void take(String name, JsonNode value) {
    var before = kept.get(name);
    if (before == null || !ChatDocument.says(before)) {
      kept.put(name, value);
    } else if (LISTS.contains(name) && before instanceof ArrayNode list && value.isArray()) {
      value.forEach(list::add);
    } else if (ChatDocument.says(value) && !value.equals(before)) {
      leftOut.add(name);
    }
  }

  /** Puts those that are kept into an object, which has none of them yet. */
  void putInto(ObjectNode object) {
    kept.forEach((name, value) -> {
      if (!leftOut.contains(name)) {
        object.set(name, value);
      }
    });
  }
}
