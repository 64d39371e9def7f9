package io.sluice.vectors;

import io.sluice.exchange.cache.EntryHead;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the index. Once it is gone, only its vector stays, as long as a graph needs it to
 * find its way.
 */
final class IndexedEntry {

  /** The first to expire first; no two are equal. */
  static final Comparator<IndexedEntry> BY_EXPIRY =
      Comparator.comparingLong((IndexedEntry entry) -> entry.expires)
          .thenComparingLong(entry -> entry.serial);

  /** Of the question; empty if it has no embedding. */
  final int[] vector;

  /** The question as the gate's model sees it; empty if there is no gate. */
  final int[] topic;

  private final long serial;
  private final long expires;
  private volatile @Nullable EntryHead head;

  /** Whether its partition counts it; guarded by the partition's lock. */
  boolean counted;

  /**
   * Makes an entry that is in no partition.
   *
   * @param serial its own, which tells two entries of one id apart
   */
  IndexedEntry(EntryHead head, int[] vector, int[] topic, long serial) {
    this.head = head;
    this.vector = vector;
    this.topic = topic;
    this.serial = serial;
    this.expires = head.expires().toEpochMilli();
  }

  /** Returns what is known of it, or null once it is gone. */
  @Nullable EntryHead head() {
    return head;
  }

  boolean isGone() {
    return head == null;
  }

  boolean isAlive(Instant now) {
    var known = head;
    return known != null && now.isBefore(known.expires());
  }

  boolean isSearchable() {
    return vector.length > 0;
  }

  /** From now on it is gone. */
  void forget() {
    head = null;
  }
}
