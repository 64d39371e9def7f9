package io.sluice.redis.answers;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problems;
import io.sluice.redis.Redis;
import io.sluice.redis.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells servers that have vector sets from those that have not. */
final class VectorSets {

  private static final Script PROBE = Script.of(VectorSets.class, "vector-sets.lua");

  private VectorSets() {}

  /**
   * Refuses a server that has no vector sets.
   *
   * @throws InvalidConfigException if it has none, with its version and what to do
   * @throws DependencyException if it does not answer within the time-out
   */
  static void require(Redis redis) {
    var answer =
        (List<?>)
            redis.run(
                "say whether it has vector sets",
                PROBE,
                List.of((redis.keys() + "vectors:used").getBytes(StandardCharsets.UTF_8)),
                List.of());
    var server = new String((byte[]) answer.get(1), StandardCharsets.UTF_8);
    new Problems("sluice.cache")
        .require(
            (Long) answer.get(0) == 1,
            "redis-index",
            "memory, or the server Redis 8.0 or newer: %s has no vector sets".formatted(server),
            "vector-set")
        .throwIfAny();
  }
}
