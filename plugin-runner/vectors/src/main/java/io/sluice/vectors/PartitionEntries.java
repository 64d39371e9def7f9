package io.sluice.vectors;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one partition.
 *
 * <p>Writers hold the lock, which partitions share; readers need none. A reader that meets a writer
 * sees each entry that is neither added nor removed meanwhile.
 */
final class PartitionEntries {

  /** Comparing with so many takes about as long as is worth spending before the sentence model. */
  private static final int MOST_TOPICS = 1_000;

  private final ReentrantLock lock;
  private Map<String, Integer> phrasings = Map.of();
  private int live;
  private boolean closed;

  // Written in this order and read in the other: a reader's array never lacks what it counted.
  private volatile @Nullable IndexedEntry[] slots = new @Nullable IndexedEntry[1];
  private volatile int used;

  PartitionEntries(ReentrantLock lock) {
    this.lock = lock;
  }

  /** Takes an entry, unless it is gone already; false if this was given up and a new one must. */
  boolean add(IndexedEntry entry) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (entry.place == IndexedEntry.NOWHERE) {
        append(entry);
        count(entry.head.answer(), 1);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void append(IndexedEntry entry) {
    int place = used;
    var array = slots;
    if (place == array.length) {
      array = Arrays.copyOf(array, Math.max(4, place + place / 2));
    }
    entry.place = place;
    array[place] = entry;
    slots = array;
    used = place + 1;
    live++;
  }

  /**
   * Drops an entry, or keeps it from being added later; true if none is left and this was given up.
   */
  boolean remove(IndexedEntry entry) {
    lock.lock();
    try {
      var place = entry.place;
      entry.place = IndexedEntry.GONE;
      if (place >= 0) {
        slots[place] = null;
        live--;
        count(entry.head.answer(), -1);
        if (used > 4 && live < used / 2) {
          compact();
        }
      }
      closed = live == 0;
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void compact() {
    var compacted = new @Nullable IndexedEntry[Math.max(4, live + live / 2)];
    int next = 0;
    for (int i = 0; i < used; i++) {
      var entry = slots[i];
      if (entry != null) {
        entry.place = next;
        compacted[next++] = entry;
      }
    }
    slots = compacted;
    used = next;
  }

  /** A partition of one entry has no map: most are like that. */
  private void count(String answer, int more) {
    if (live <= 1 && more > 0) {
      phrasings = Map.of(answer, 1);
      return;
    }
    if (!(phrasings instanceof HashMap)) {
      phrasings = new HashMap<>(phrasings);
    }
    phrasings.merge(answer, more, (a, b) -> a + b == 0 ? null : a + b);
  }

  /** Returns how many entries have that answer, at least 1. */
  int phrasings(String answer) {
    lock.lock();
    try {
      return Math.max(1, phrasings.getOrDefault(answer, 0));
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether an entry's topic is as similar as that. Many entries may always hold one. */
  boolean holdsNear(Int8Vector topic, double threshold) {
    int end = used;
    var array = slots;
    if (end > MOST_TOPICS) {
      return true;
    }
    for (int i = 0; i < Math.min(end, array.length); i++) {
      var entry = array[i];
      if (entry != null
          && entry.topic.filter(other -> other.similarity(topic) >= threshold).isPresent()) {
        return true;
      }
    }
    return false;
  }

  void forEach(Consumer<IndexedEntry> action) {
    int end = used;
    var array = slots;
    for (int i = 0; i < Math.min(end, array.length); i++) {
      var entry = array[i];
      if (entry != null) {
        action.accept(entry);
      }
    }
  }
}
