package io.sluice.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plugin's schema, as it is packed. */
final class CacheSchema {

  private CacheSchema() {}

  static JsonNode read() {
    try (var file = CacheSchema.class.getResourceAsStream("/ai-semantic-cache.schema.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
