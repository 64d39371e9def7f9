package io.sluice.vectors;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Keeps answers in this process, up to a bound in bytes and one in entries. What is put is found at
 * once. Nothing waits for long, and nothing fails.
 */
public final class InMemoryAnswerStore implements AnswerStore {

  /**
   * How much is kept; what was not found by its id for longest makes room.
   *
   * @param bytes of payloads, questions, vectors and what surrounds them, at least 1
   * @param entries at least 1
   */
  public record Bounds(long bytes, int entries) {

    public Bounds {
      if (bytes < 1 || entries < 1) {
        throw new IllegalArgumentException(
            "bounds must be at least 1, but were %d bytes and %d entries"
                .formatted(bytes, entries));
      }
    }
  }

  /** More than one put can add, so that what expired never piles up. */
  private static final int EXPIRED_PER_PUT = 8;

  private final InstantSource clock;
  private final EntryIndex index;
  private final EntriesByUse entries;

  /** One at a time changes an id's entry in both places. */
  private final List<ReentrantLock> writers =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();

  /**
   * Makes an empty store.
   *
   * @param clock decides what has expired
   * @param gate rules out partitions that have nothing near, if there is one
   */
  public InMemoryAnswerStore(InstantSource clock, Bounds bounds, Optional<EntryIndex.Gate> gate) {
    this.clock = clock;
    this.index = new EntryIndex(clock, gate);
    this.entries = new EntriesByUse(bounds);
  }

  @Override
  public Optional<CacheEntry> find(EntryId id) {
    return entries.use(id).filter(entry -> clock.instant().isBefore(entry.head().expires()));
  }

  @Override
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    return index.nearest(partition, question, limit);
  }

  @Override
  public boolean mayHold(Partition partition) {
    return index.mayHold(partition);
  }

  @Override
  public boolean mayHoldNear(Partition partition, String question) {
    return index.mayHoldNear(partition, question);
  }

  @Override
  public void put(CacheEntry entry) {
    for (var expired : index.dropExpired(EXPIRED_PER_PUT)) {
      asWriter(expired.id(), () -> entries.remove(expired));
    }
    var id = entry.head().id();
    asWriter(
        id,
        () -> {
          entries.put(entry);
          index.put(entry.head());
        });
    for (var evicted : entries.evict()) {
      asWriter(
          evicted,
          () -> {
            if (!entries.contains(evicted)) {
              index.remove(evicted);
            }
          });
    }
  }

  private void asWriter(EntryId id, Runnable change) {
    var writer = writers.get(Math.floorMod(id.hashCode(), writers.size()));
    writer.lock();
    try {
      change.run();
    } finally {
      writer.unlock();
    }
  }

  @Override
  public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
    return index.list(filter, after, limit);
  }

  @Override
  public long count(EntryFilter filter) {
    return index.count(filter);
  }

  @Override
  public long delete(EntryFilter filter) {
    long deleted = 0;
    for (var id : index.matching(filter)) {
      var writer = writers.get(Math.floorMod(id.hashCode(), writers.size()));
      writer.lock();
      try {
        entries.remove(id);
        deleted += index.remove(id) ? 1 : 0;
      } finally {
        writer.unlock();
      }
    }
    return deleted;
  }

  /** Returns how many bytes it holds, as its bound counts them. */
  public long bytes() {
    return entries.bytes();
  }

  /** Returns how many entries it holds, with those that expired and were not dropped yet. */
  public long size() {
    return index.size();
  }

  /** Returns how many entries wait to be found faster, see {@link EntryIndex#backlog}. */
  public long backlog() {
    return index.backlog();
  }
}
