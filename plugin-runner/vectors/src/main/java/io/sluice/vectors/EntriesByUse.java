package io.sluice.vectors;

import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Entries in the order in which they were last used. Thread-safe, with one short lock. */
final class EntriesByUse {

  private final InMemoryAnswerStore.Bounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<EntryId, CacheEntry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  EntriesByUse(InMemoryAnswerStore.Bounds bounds) {
    this.bounds = bounds;
  }

  /** Returns an entry, which is now the last used one. */
  Optional<CacheEntry> use(EntryId id) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(id));
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether there is such an entry, without using it. */
  boolean contains(EntryId id) {
    lock.lock();
    try {
      return entries.containsKey(id);
    } finally {
      lock.unlock();
    }
  }

  void put(CacheEntry entry) {
    lock.lock();
    try {
      var old = entries.put(entry.head().id(), entry);
      bytes += Footprint.of(entry) - (old == null ? 0 : Footprint.of(old));
    } finally {
      lock.unlock();
    }
  }

  void remove(EntryId id) {
    lock.lock();
    try {
      var old = entries.remove(id);
      bytes -= old == null ? 0 : Footprint.of(old);
    } finally {
      lock.unlock();
    }
  }

  /** Drops the entry of that head, not a newer one of the same id. */
  void remove(EntryHead head) {
    lock.lock();
    try {
      var entry = entries.get(head.id());
      if (entry != null && entry.head().equals(head)) {
        remove(head.id());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is too much, that which was not used for longest first, and returns its ids. */
  List<EntryId> evict() {
    lock.lock();
    try {
      var evicted = new ArrayList<EntryId>();
      var oldest = entries.values().iterator();
      while (entries.size() > bounds.entries() || bytes > bounds.bytes()) {
        var entry = oldest.next();
        oldest.remove();
        bytes -= Footprint.of(entry);
        evicted.add(entry.head().id());
      }
      return evicted;
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
