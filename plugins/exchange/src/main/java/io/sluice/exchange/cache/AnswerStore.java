package io.sluice.exchange.cache;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import java.util.List;
import java.util.Optional;

/**
 * Keeps answers until they expire or must make room: those that were not found for longest go
 * first.
 *
 * <p>Thread-safe. Processes that share a store find each other's entries, by their ids at once and
 * by nearness after the store's visibility delay, which each adapter states. An entry that can't be
 * read any more is not there. A read ends within the store's deadline.
 */
public interface AnswerStore {

  /**
   * Returns the entry of that id, unless it expired, and counts it as used.
   *
   * @throws DependencyException if the store does not answer within its deadline
   */
  Optional<CacheEntry> find(EntryId id);

  /**
   * Returns the entries of a partition whose questions are nearest, the nearest first; of equally
   * near ones, any first. Large partitions are searched approximately.
   *
   * @param question made by the model that made those of the partition
   * @param limit at least 1
   * @return at most that many; none that expired or has no embedding
   * @throws DependencyException if the store does not answer within its deadline
   */
  List<Near> nearest(Partition partition, Embedding question, int limit);

  /**
   * Tells, for far less than a search costs, whether a partition may have any entry with an
   * embedding. Most have none: each conversation is one of its own.
   */
  default boolean mayHold(Partition partition) {
    return true;
  }

  /**
   * Tells, for far less than an embedding and a search cost, whether {@link #nearest} may find
   * anything that means about the same as a whole question: when it says no, the search can be left
   * out. It goes by words, so it is not to be asked of "and how much is that".
   *
   * @param question its text
   */
  default boolean mayHoldNear(Partition partition, String question) {
    return true;
  }

  /**
   * Keeps an answer, in place of the one of the same id.
   *
   * @throws DependencyException if the store does not take it within its deadline; it may or may
   *     not be kept then
   */
  void put(CacheEntry entry);

  /**
   * Returns a page of entries in the order of their ids. It may lag behind as {@link #nearest}
   * does.
   *
   * @param after the last id of the page before; empty for the first page
   * @param limit 1 to 1,000
   * @return at most that many
   * @throws DependencyException if the store does not answer within its deadline
   */
  List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit);

  /**
   * Counts the entries that a filter picks. It may lag behind as {@link #nearest} does.
   *
   * @throws DependencyException if the store does not answer within its deadline
   */
  long count(EntryFilter filter);

  /**
   * Forgets the entries that a filter picks: from its return on nobody finds them by id, and after
   * the visibility delay nobody by nearness.
   *
   * @return how many there were
   * @throws DependencyException if the store does not answer within its deadline; some may be
   *     deleted then
   */
  long delete(EntryFilter filter);
}
