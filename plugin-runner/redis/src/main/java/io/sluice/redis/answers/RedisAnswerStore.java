package io.sluice.redis.answers;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import io.sluice.redis.Redis;
import io.sluice.vectors.EntryIndex;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Answers in any Redis, and an index of them in this process, which a stream keeps current.
 *
 * <p>To find by id and to put take one round trip each. A search takes none: it never fails, and
 * while Redis is away it knows what it knew. What other runners put or delete is seen after two
 * round trips, a few milliseconds; a runner that begins or fell behind reads all heads anew, and
 * meanwhile finds what it has read. Our own changes are seen at once. Deleting first waits until
 * all earlier changes were seen, so that it misses none.
 */
public final class RedisAnswerStore implements AnswerStore, AutoCloseable {

  /** Some minutes of many puts; a runner that was away for longer reads all heads anew. */
  static final int MESSAGES = 10_000;

  /** Once for each message or second. */
  private static final int EXPIRED_PER_TICK = 1_000;

  private final Redis redis;
  private final StoredAnswers stored;
  private final EntryIndex index;
  private final Mirror mirror;
  private final Follower follower;

  /**
   * Begins to read what there is, and does not wait for it. Closing it leaves the {@code redis}
   * open.
   *
   * @param clock decides what has expired; Redis is told lifetimes, so it need not show its date
   * @param gate rules out partitions that have nothing near, if there is one
   * @param unreadable called for each value that is not a whole entry of a known version, by any
   *     thread
   */
  public RedisAnswerStore(
      Redis redis,
      AnswerBounds bounds,
      InstantSource clock,
      Optional<EntryIndex.Gate> gate,
      Runnable unreadable) {
    this(redis, bounds, clock, gate, unreadable, MESSAGES);
  }

  RedisAnswerStore(
      Redis redis,
      AnswerBounds bounds,
      InstantSource clock,
      Optional<EntryIndex.Gate> gate,
      Runnable unreadable,
      int messages) {
    this.redis = redis;
    this.stored = new StoredAnswers(redis.keys() + "cache:", bounds, messages, clock, unreadable);
    this.index = new EntryIndex(clock, gate);
    this.mirror = new Mirror(index);
    this.follower = new Follower(redis, stored, mirror, () -> index.dropExpired(EXPIRED_PER_TICK));
  }

  @Override
  public Optional<CacheEntry> find(EntryId id) {
    var before = mirror.applied();
    var found = stored.find(redis, id);
    if (found.isEmpty()) {
      mirror.gone(id, before);
    }
    return found.filter(entry -> stored.isAlive(entry.head()));
  }

  @Override
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    return index.nearest(partition, question, limit);
  }

  @Override
  public boolean mayHold(Partition partition) {
    // Until all is read, nothing can be ruled out.
    return !mirror.isWhole() || index.mayHold(partition);
  }

  @Override
  public boolean mayHoldNear(Partition partition, String question) {
    return !mirror.isWhole() || index.mayHoldNear(partition, question);
  }

  @Override
  public void put(CacheEntry entry) {
    var told = stored.put(redis, entry);
    if (stored.isAlive(entry.head())) {
      mirror.wrote(told, entry.head());
    } else {
      mirror.deleted(told, List.of(entry.head().id()));
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
    awaitEarlierChanges();
    var ids = index.matching(filter);
    long deleted = 0;
    for (int from = 0; from < ids.size(); from += StoredAnswers.BATCH) {
      var batch = ids.subList(from, Math.min(ids.size(), from + StoredAnswers.BATCH));
      var done = stored.delete(redis, batch);
      mirror.deleted(done.told(), batch);
      deleted += done.entries();
    }
    return deleted;
  }

  /**
   * Waits until the index has what all runners did before.
   *
   * @throws DependencyException if it has not within the time-out
   */
  void awaitEarlierChanges() {
    try {
      mirror.await(stored.last(redis).id(), redis.timeout().toNanos());
    } catch (TimeoutException e) {
      throw new DependencyException("redis", "delete answers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyException("redis", "delete answers", e);
    }
  }

  /** Returns whether the index knows all entries; else it reads them, or can't. */
  public boolean isWhole() {
    return mirror.isWhole();
  }

  /** Returns how many entries of large partitions are not in the graph yet, and are scanned. */
  public long backlog() {
    return index.backlog();
  }

  /** Ends the thread that follows the stream. */
  @Override
  public void close() {
    follower.close();
  }
}
