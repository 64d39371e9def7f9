package io.sluice.redis.answers;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import io.sluice.redis.Redis;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in a Redis with vector sets, one for each partition; this process keeps nothing of them.
 *
 * <p>What any runner does is seen by all at once. To find, to put and to search take one round trip
 * each. Listing, counting and deleting go through all entries, two round trips for {@value
 * StoredAnswers#BATCH} of them, each with a deadline of its own.
 */
public final class VectorSetAnswerStore implements AnswerStore {

  private static final Logger LOG = LoggerFactory.getLogger(VectorSetAnswerStore.class);

  /** Beyond what is asked for: the set's vectors have 8 bits a number, so its order is rough. */
  private static final int SPARE = 10;

  /** By how much more is asked for when too many of those found have expired. */
  private static final int FURTHER = 4;

  /** A set is not searched deeper: nobody wants an answer that is so far away. */
  private static final int DEEPEST = 2_560;

  private final Redis redis;
  private final StoredAnswers stored;

  /**
   * Asks the server whether it has vector sets. One that does not answer is taken at the
   * configuration's word.
   *
   * @param clock decides what has expired; Redis is told lifetimes, so it need not show its date
   * @param unreadable called for each value that is not a whole entry of a known version, by any
   *     thread
   * @throws InvalidConfigException if the server has no vector sets
   */
  public VectorSetAnswerStore(
      Redis redis, AnswerBounds bounds, InstantSource clock, Runnable unreadable) {
    checkServer(redis);
    this.redis = redis;
    this.stored = new StoredAnswers(redis.keys() + "vectors:", bounds, 0, clock, unreadable);
  }

  private static void checkServer(Redis redis) {
    try {
      VectorSets.require(redis);
    } catch (DependencyException e) {
      LOG.atWarn().addKeyValue("failure", e).log("redis did not say whether it has vector sets");
    }
  }

  @Override
  public Optional<CacheEntry> find(EntryId id) {
    return stored.find(redis, id).filter(entry -> stored.isAlive(entry.head()));
  }

  @Override
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    int searched = limit + SPARE;
    while (true) {
      var found = stored.nearest(redis, partition, question, searched);
      var near =
          found.candidates().stream()
              .filter(candidate -> stored.isAlive(candidate.head()))
              .flatMap(candidate -> near(candidate, question).stream())
              .sorted(Comparator.comparingDouble(Near::similarity).reversed())
              .limit(limit)
              .toList();
      if (near.size() == limit || found.searched() < searched || searched >= DEEPEST) {
        return near;
      }
      searched *= FURTHER;
    }
  }

  /** By the vector itself: the set's own similarity is of 8 bits a number. */
  private static Optional<Near> near(StoredAnswers.Candidate candidate, Embedding question) {
    var head = candidate.head();
    return head.embedding()
        .map(other -> new Near(head, question.similarity(other), candidate.phrasings()));
  }

  @Override
  public void put(CacheEntry entry) {
    stored.put(redis, entry);
  }

  @Override
  public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
    var ids = pages(filter, after).flatMap(List::stream).limit(limit).toList();
    var heads = new ArrayList<EntryHead>();
    for (int from = 0; from < ids.size(); from += StoredAnswers.BATCH) {
      var batch = ids.subList(from, Math.min(ids.size(), from + StoredAnswers.BATCH));
      stored.heads(redis, batch).forEach(head -> head.ifPresent(heads::add));
    }
    return heads;
  }

  @Override
  public long count(EntryFilter filter) {
    return pages(filter, Optional.empty()).mapToLong(List::size).sum();
  }

  @Override
  public long delete(EntryFilter filter) {
    return pages(filter, Optional.empty())
        .filter(page -> !page.isEmpty())
        .mapToLong(page -> stored.delete(redis, page).entries())
        .sum();
  }

  /** Reads, page by page as they are asked for, the ids of the entries that a filter picks. */
  private Stream<List<EntryId>> pages(EntryFilter filter, Optional<EntryId> after) {
    return Stream.iterate(
            page(filter, after),
            page -> !page.isEmpty(),
            page ->
                page.size() < StoredAnswers.BATCH
                    ? List.of()
                    : page(filter, Optional.of(page.getLast())))
        .map(page -> picked(filter, page));
  }

  private List<EntryId> page(EntryFilter filter, Optional<EntryId> after) {
    var wanted = filter.id();
    if (wanted.isPresent()) {
      return after.filter(last -> last.compareTo(wanted.get()) >= 0).isPresent()
          ? List.of()
          : List.of(wanted.get());
    }
    return stored.page(redis, after);
  }

  private List<EntryId> picked(EntryFilter filter, List<EntryId> ids) {
    return stored.summaries(redis, ids).stream()
        .filter(stored::isAlive)
        .filter(filter::matches)
        .map(EntryHead::id)
        .toList();
  }
}
