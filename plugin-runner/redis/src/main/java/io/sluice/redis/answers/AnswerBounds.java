package io.sluice.redis.answers;

import io.sluice.exchange.Problems;

/**
 * How much is kept, by all runners together; what was not found by its id for longest makes room.
 *
 * @param maxEntries at least 1
 * @param maxBytes of questions, vectors, payloads and what Redis takes for an entry, at least 1
 */
public record AnswerBounds(int maxEntries, long maxBytes) {

  public AnswerBounds {
    new Problems("answers in redis")
        .require(maxEntries >= 1, "max_entries", "at least 1", maxEntries)
        .require(maxBytes >= 1, "max_bytes", "at least 1", maxBytes)
        .throwIfAny();
  }
}
