package io.sluice.runner.check;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Where the keys of a JSON text stand, by their paths: {@code intents[0].tier}. */
final class JsonKeys {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Integer> offsets = new HashMap<>();

  private JsonKeys() {}

  /**
   * Reads a text.
   *
   * @throws JacksonException if it is not JSON
   */
  static JsonKeys read(String json) {
    var keys = new JsonKeys();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      keys.collect(parser, "");
      if (parser.nextToken() != null) {
        keys.offsets.put("", offset(parser));
      }
    }
    return keys;
  }

  /** Returns where a key begins; of an absent one, the nearest around it. */
  int offsetOf(String path) {
    var nearest = path;
    while (!nearest.isEmpty() && !offsets.containsKey(nearest)) {
      nearest =
          nearest.substring(
              0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
    }
    return offsets.getOrDefault(nearest, 0);
  }

  private void collect(JsonParser parser, String path) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var key = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
        offsets.put(key, offset(parser));
        parser.nextToken();
        collect(parser, key);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        var element = path + "[" + i + "]";
        offsets.put(element, offset(parser));
        collect(parser, element);
      }
    }
  }

  private static int offset(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }
}
