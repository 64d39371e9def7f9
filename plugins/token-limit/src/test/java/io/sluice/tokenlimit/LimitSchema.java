package io.sluice.tokenlimit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plugin's schema, as it is packed. */
final class LimitSchema {

  private LimitSchema() {}

  static JsonNode read() {
    try (var file = LimitSchema.class.getResourceAsStream("/ai-token-limit.schema.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
