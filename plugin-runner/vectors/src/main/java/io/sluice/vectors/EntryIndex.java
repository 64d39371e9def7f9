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
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
   *     of each request; when it fails, so does the call
   * @param threshold the least similarity at which a question may be near
   */
  public record Gate(EmbeddingModel model, double threshold) {}

  /** To compare with so many takes as long as may be spent before the sentence model. */
  static final int MOST_TOPICS = 2_000;

  private final InstantSource clock;
  private final Optional<Gate> gate;
  private final Executor background;
  private final ConcurrentMap<EntryId, IndexedEntry> entries = new ConcurrentHashMap<>();
  private final ConcurrentMap<Partition, PartitionEntries> partitions = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<IndexedEntry> byExpiry =
      new ConcurrentSkipListSet<>(IndexedEntry.BY_EXPIRY);
  private final AtomicLong serials = new AtomicLong();

  /** For writers, shared by partitions: one of its own would cost each as much as an entry. */
  private final List<ReentrantLock> locks =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();

  /**
   * Makes an empty index.
   *
   * @param clock decides what has expired
   */
  public EntryIndex(InstantSource clock, Optional<Gate> gate) {
    this(clock, gate, oneThreadWhileNeeded());
  }

  /**
   * Makes an empty index.
   *
   * @param background builds graphs, a tenth of a second at a time
   */
  EntryIndex(InstantSource clock, Optional<Gate> gate, Executor background) {
    this.clock = clock;
    this.gate = gate;
    this.background = background;
  }

  private static Executor oneThreadWhileNeeded() {
    var threads = Thread.ofPlatform().name("sluice-vectors").daemon().factory();
    var executor =
        new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Keeps an entry, in place of the one of the same id. */
  public void put(EntryHead head) {
    var vector = head.embedding().map(PackedVector::of).orElse(PackedVector.NONE);
    var entry = new IndexedEntry(head, vector, topic(head), serials.incrementAndGet());
    var old = entries.put(head.id(), entry);
    if (old != null) {
      drop(old);
    }
    var lock = lock(head.partition());
    lock.lock();
    try {
      // It may have been replaced or removed already.
      if (!entry.isGone()) {
        byExpiry.add(entry);
        partitions
            .computeIfAbsent(head.partition(), partition -> new PartitionEntries(lock, background))
            .add(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lock(Partition partition) {
    return locks.get(Math.floorMod(partition.hashCode(), locks.size()));
  }

  /** What is never found by nearness needs none. */
  private int[] topic(EntryHead head) {
    return gate.filter(g -> head.embedding().isPresent())
        .map(g -> topic(g, head.question()))
        .orElse(PackedVector.NONE);
  }

  private static int[] topic(Gate gate, String question) {
    return PackedVector.of(gate.model().embed(question));
  }

  private void drop(IndexedEntry entry) {
    var head = entry.head();
    if (head == null) {
      return;
    }
    var lock = lock(head.partition());
    lock.lock();
    try {
      byExpiry.remove(entry);
      partitions.computeIfPresent(
          head.partition(), (key, partition) -> partition.remove(entry) ? null : partition);
      entry.forget();
    } finally {
      lock.unlock();
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
        .map(IndexedEntry::head)
        .filter(head -> clock.instant().isBefore(head.expires()));
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
    var near =
        searched
            .nearest(new Probe(PackedVector.of(question)), beam(limit), entry -> entry.isAlive(now))
            .stream()
            .flatMap(entry -> near(entry, question).stream())
            .sorted(Comparator.comparingDouble(Near::similarity).reversed())
            .limit(limit)
            .toList();
    return withPhrasings(searched, near);
  }

  /** More than are asked for: packed vectors tell their order roughly, and a graph misses some. */
  private static int beam(int limit) {
    return 2 * limit + 2;
  }

  /** Compares the embeddings themselves, unless the entry was replaced or removed meanwhile. */
  private Optional<Near> near(IndexedEntry entry, Embedding question) {
    var head = entry.head();
    if (head == null || entries.get(head.id()) != entry) {
      return Optional.empty();
    }
    return head.embedding().map(other -> new Near(head, question.similarity(other), 1));
  }

  private static List<Near> withPhrasings(PartitionEntries searched, List<Near> nearest) {
    var phrasings = searched.phrasings(nearest.stream().map(near -> near.head().answer()).toList());
    return IntStream.range(0, nearest.size())
        .mapToObj(
            i -> new Near(nearest.get(i).head(), nearest.get(i).similarity(), phrasings.get(i)))
        .toList();
  }

  /** Returns whether a partition has any entry that can be searched for; one may have expired. */
  public boolean mayHold(Partition partition) {
    var searched = partitions.get(partition);
    return searched != null && searched.isSearchable();
  }

  /**
   * Tells, without the sentence model, whether {@link #nearest} may find anything near a question.
   *
   * @param question its text
   */
  public boolean mayHoldNear(Partition partition, String question) {
    var searched = partitions.get(partition);
    if (searched == null || !searched.isSearchable()) {
      return false;
    }
    return gate.map(
            g -> searched.mayHold(new Probe(topic(g, question)), g.threshold(), MOST_TOPICS))
        .orElse(true);
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
        .flatMap(entry -> Stream.ofNullable(entry.head()))
        .filter(head -> now.isBefore(head.expires()))
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
      var head = entry.head();
      if (head != null && entries.remove(head.id(), entry)) {
        drop(entry);
        dropped.add(head);
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

  /**
   * Returns how many entries of large partitions wait for the background to put them into a graph.
   * They are found, but take their time: about 50 ns each in every search of their partition. Goes
   * through all partitions.
   */
  public long backlog() {
    return partitions.values().stream().mapToLong(PartitionEntries::backlog).sum();
  }
}
