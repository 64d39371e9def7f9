package io.sluice.vectors;

import io.sluice.exchange.cache.EntryHead;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** An entry in the index. Its place is guarded by its partition's lock. */
final class IndexedEntry {

  /** The first to expire first. */
  static final Comparator<IndexedEntry> BY_EXPIRY =
      Comparator.comparing((IndexedEntry entry) -> entry.head.expires())
          .thenComparing(entry -> entry.head.id())
          .thenComparingLong(entry -> entry.serial);

  /** Where an entry is that no partition holds (yet). */
  static final int NOWHERE = -1;

  /** Where an entry is that no partition may take any more. */
  static final int GONE = -2;

  final EntryHead head;
  final Optional<Int8Vector> topic;
  private final long serial;
  int place = NOWHERE;

  /**
   * Makes an entry that is in no partition.
   *
   * @param topic the question as the gate's model sees it
   * @param serial its own: it tells two entries of one id apart
   */
  IndexedEntry(EntryHead head, Optional<Int8Vector> topic, long serial) {
    this.head = head;
    this.topic = topic;
    this.serial = serial;
  }

  boolean isAlive(Instant now) {
    return now.isBefore(head.expires());
  }
}
