package io.sluice.vectors;

import io.sluice.exchange.cache.CacheEntry;

/** How much memory an entry takes, within a tenth or so. */
final class Footprint {

  /**
   * The objects around texts and vectors, an entry's place in each map and its share of a graph.
   */
  private static final int OVERHEAD = 1_200;

  private Footprint() {}

  /** Returns bytes. */
  static long of(CacheEntry entry) {
    var head = entry.head();
    long texts = 2L * head.question().length();
    for (var turn : head.context()) {
      texts += 2L * turn.length() + 56;
    }
    // A float and, for the search, a byte for each dimension.
    long vector = head.embedding().map(embedding -> 5L * embedding.dimensions()).orElse(0L);
    return OVERHEAD + entry.payload().length + texts + vector;
  }
}
