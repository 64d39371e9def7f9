package io.sluice.vectors;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The heads of stored answers in memory, found by id, by nearness and by filter.
 *
 * <p>Thread-safe; a search takes no lock that is held for long. What expired is never returned, but
 * stays in memory and counts as a phrasing until {@link #dropExpired} is called.
 */
public final class EntryIndex {

  /**
   * What rules out, without the sentence model, a partition that has nothing near.
   *
   * @param model a cheap one, such as a static embedding: it embeds the question of each entry and
   *     of each request
   * @param threshold the least similarity at which a question may be near
   */
  public record Gate(EmbeddingModel model, double threshold) {}

  private final InstantSource clock;
  private final Optional<Gate> gate;
  private final ConcurrentMap<EntryId, IndexedEntry> entries = new ConcurrentHashMap<>();
  private final ConcurrentMap<Partition, PartitionEntries> partitions = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<IndexedEntry> byExpiry =
      new ConcurrentSkipListSet<>(IndexedEntry.BY_EXPIRY);
  private final AtomicLong serials = new AtomicLong();

  /** Shared by partitions: a lock of its own would cost each more than its entry's place. */
  private final List<ReentrantLock> locks =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();

  /**
   * Makes an empty index.
   *
   * @param clock decides what has expired
   */
  public EntryIndex(InstantSource clock, Optional<Gate> gate) {
    this.clock = clock;
    this.gate = gate;
  }

  /** Keeps an entry, in place of the one of the same id. */
  public void put(EntryHead head) {
    var entry = new IndexedEntry(head, topic(head), serials.incrementAndGet());
    var old = entries.put(head.id(), entry);
    if (old != null) {
      drop(old);
    }
    byExpiry.add(entry);
    while (!partition(head.partition()).add(entry)) {
      // It was given up in this moment: the next is a new one.
      Thread.onSpinWait();
    }
    if (entries.get(head.id()) != entry) {
      drop(entry);
    }
  }

  /** What is never found by nearness needs none. */
  private Optional<Int8Vector> topic(EntryHead head) {
    return gate.filter(g -> head.embedding().isPresent()).map(g -> topic(g, head.question()));
  }

  private static Int8Vector topic(Gate gate, String question) {
    return Int8Vector.of(gate.model().embed(question));
  }

  private PartitionEntries partition(Partition partition) {
    return partitions.computeIfAbsent(
        partition,
        key -> new PartitionEntries(locks.get(Math.floorMod(key.hashCode(), locks.size()))));
  }

  private void drop(IndexedEntry entry) {
    byExpiry.remove(entry);
    var partition = partitions.get(entry.head.partition());
    if (partition != null && partition.remove(entry)) {
      partitions.remove(entry.head.partition(), partition);
    }
  }

  /** Forgets an entry; returns whether there was one. */
  public boolean remove(EntryId id) {
    var entry = entries.remove(id);
    if (entry != null) {
      drop(entry);
    }
    return entry != null;
  }

  /** Returns the entry of that id, unless it expired. */
  public Optional<EntryHead> get(EntryId id) {
    return Optional.ofNullable(entries.get(id))
        .filter(entry -> entry.isAlive(clock.instant()))
        .map(entry -> entry.head);
  }

  /**
   * Returns the entries of a partition whose questions are nearest, the nearest first.
   *
   * @param question made by the model that made those of the partition
   * @param limit at least 1
   * @return at most that many; none that expired or has no embedding
   */
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    var searched = partitions.get(partition);
    if (searched == null) {
      return List.of();
    }
    var now = clock.instant();
    var nearest = new ArrayList<Near>();
    searched.forEach(entry -> {
      if (entry.isAlive(now) && entries.get(entry.head.id()) == entry) {
        entry
            .head
            .embedding()
            .filter(other -> other.dimensions() == question.dimensions())
            .map(other -> new Near(entry.head, question.similarity(other), 1))
            .ifPresent(nearest::add);
      }
    });
    return nearest.stream()
        .sorted(Comparator.comparingDouble(Near::similarity).reversed())
        .limit(limit)
        .map(near ->
            new Near(near.head(), near.similarity(), searched.phrasings(near.head().answer())))
        .toList();
  }

  /**
   * Tells, without the sentence model, whether {@link #nearest} may find anything near a question.
   *
   * @param question its text
   */
  public boolean mayHoldNear(Partition partition, String question) {
    var searched = partitions.get(partition);
    if (searched == null) {
      return false;
    }
    return gate.map(g -> searched.holdsNear(topic(g, question), g.threshold())).orElse(true);
  }

  /**
   * Returns a page of entries in the order of their ids. Goes through all entries.
   *
   * @param after the last id of the page before; empty for the first page
   * @param limit at least 1
   * @return at most that many
   */
  public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
    var page = new PriorityQueue<EntryHead>(Comparator.comparing(EntryHead::id).reversed());
    picked(filter)
        .filter(head -> after.map(last -> head.id().compareTo(last) > 0).orElse(true))
        .forEach(head -> {
          page.add(head);
          if (page.size() > limit) {
            page.remove();
          }
        });
    return page.stream().sorted(Comparator.comparing(EntryHead::id)).toList();
  }

  /** Counts the entries that a filter picks. Goes through all entries. */
  public long count(EntryFilter filter) {
    return picked(filter).count();
  }

  /** Returns the ids of the entries that a filter picks, in any order. Goes through all entries. */
  public List<EntryId> matching(EntryFilter filter) {
    return picked(filter).map(EntryHead::id).toList();
  }

  private Stream<EntryHead> picked(EntryFilter filter) {
    var now = clock.instant();
    var candidates =
        filter
            .id()
            .map(id -> Stream.ofNullable(entries.get(id)))
            .orElseGet(() -> entries.values().stream());
    return candidates
        .filter(entry -> entry.isAlive(now))
        .map(entry -> entry.head)
        .filter(filter::matches);
  }

  /**
   * Lets go of entries that expired, the longest expired first.
   *
   * @param limit at most so many, to bound the time it takes: about 1 µs for each
   * @return what was let go of
   */
  public List<EntryHead> dropExpired(int limit) {
    var now = clock.instant();
    var dropped = new ArrayList<EntryHead>();
    var oldest = byExpiry.iterator();
    while (dropped.size() < limit && oldest.hasNext()) {
      var entry = oldest.next();
      if (entry.isAlive(now)) {
        break;
      }
      if (entries.remove(entry.head.id(), entry)) {
        drop(entry);
        dropped.add(entry.head);
      }
    }
    return dropped;
  }

  /** Forgets everything. Entries that are put meanwhile may stay. */
  public void clear() {
    entries.keySet().forEach(this::remove);
  }

  /** Returns how many entries it holds, with those that expired and were not dropped yet. */
  public long size() {
    return entries.size();
  }
}
