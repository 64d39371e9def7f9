package io.sluice.cache;

import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Partition;
import java.util.List;

/**
 * Where the answer to a request stands in the cache.
 *
 * @param partition among which entries a near question may be
 * @param id of the entry of an equal request
 * @param cache the route, or the shared cache
 * @param question empty where the request is not compared by its meaning
 * @param context the user's earlier turns, where they are compared by their meaning too
 * @param followsUp whether the question comes after an answer
 */
record Key(
    Partition partition,
    EntryId id,
    String cache,
    String question,
    List<String> context,
    boolean followsUp) {

  Key {
    context = List.copyOf(context);
  }

  boolean isComparable() {
    return !question.isEmpty();
  }

  /** Without the question: it is content. */
  @Override
  public String toString() {
    return "Key[%s, %s]".formatted(partition, id);
  }
}
