package io.sluice.exchange.cache;

import io.sluice.exchange.Embedding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a stored answer without reading it.
 *
 * @param question the last message of the user; content, so it is never logged
 * @param context earlier turns of the user, oldest first, that a question is compared with beyond
 *     the partition; empty where they are part of the partition
 * @param embedding of the question; empty: the entry is only found by its id
 * @param answer a digest of the answer's text: two entries with the same one say the same. 1 to 64
 *     letters, digits, {@code _} or {@code -}
 * @param created when the model answered
 * @param freshUntil from then on the answer is stale: served only while it is asked anew
 * @param expires from then on it is not found; not before {@code freshUntil}
 */
public record EntryHead(
    EntryId id,
    Partition partition,
    Origin origin,
    String question,
    List<String> context,
    Optional<Embedding> embedding,
    String answer,
    Instant created,
    Instant freshUntil,
    Instant expires) {

  public EntryHead {
    context = List.copyOf(context);
  }

  /** Without the question: it is content. */
  @Override
  public String toString() {
    return "EntryHead[%s, %s]".formatted(id, created);
  }
}
