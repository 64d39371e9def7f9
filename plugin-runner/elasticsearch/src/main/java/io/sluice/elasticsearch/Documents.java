package io.sluice.elasticsearch;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads documents that anybody may have written; tells of those that can't be read. */
final class Documents {

  private final Runnable unreadable;

  Documents(Runnable unreadable) {
    this.unreadable = unreadable;
  }

  <T> Optional<T> read(@Nullable JsonNode document, Function<StoredAnswer, T> part) {
    try {
      return Optional.of(part.apply(StoredAnswer.JSON.treeToValue(document, StoredAnswer.class)));
    } catch (RuntimeException e) {
      // Whatever is wrong with it, and there is much that can be, nobody can read it.
      unreadable.run();
      return Optional.empty();
    }
  }
}
