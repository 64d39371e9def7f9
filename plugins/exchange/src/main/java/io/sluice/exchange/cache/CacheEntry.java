package io.sluice.exchange.cache;

/**
 * A stored answer.
 *
 * @param payload the answer as the cache wrote it, opaque to stores; kept, not copied
 */
public record CacheEntry(EntryHead head, byte[] payload) {

  /** Without the answer: it is content. */
  @Override
  public String toString() {
    return "CacheEntry[%s, %d bytes]".formatted(head.id(), payload.length);
  }
}
