package io.sluice.cache;

import io.sluice.exchange.Breaker;
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

/** A store that is left alone for a moment after it failed, so that few requests wait in vain. */
final class SparedAnswerStore implements AnswerStore {

  private static final String DEPENDENCY = "answers";

  private final AnswerStore store;
  private final Breaker breaker;

  SparedAnswerStore(AnswerStore store, InstantSource clock) {
    this.store = store;
    this.breaker = new Breaker(DEPENDENCY, clock);
  }

  @Override
  public Optional<CacheEntry> find(EntryId id) {
    return breaker.call("find an answer", () -> store.find(id));
  }

  @Override
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    return breaker.call("search for answers", () -> store.nearest(partition, question, limit));
  }

  @Override
  public boolean mayHold(Partition partition) {
    return store.mayHold(partition);
  }

  @Override
  public boolean mayHoldNear(Partition partition, String question) {
    return store.mayHoldNear(partition, question);
  }

  @Override
  public void put(CacheEntry entry) {
    breaker.call(
        "keep an answer",
        () -> {
          store.put(entry);
          return true;
        });
  }

  @Override
  public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
    return store.list(filter, after, limit);
  }

  @Override
  public long count(EntryFilter filter) {
    return store.count(filter);
  }

  @Override
  public long delete(EntryFilter filter) {
    return store.delete(filter);
  }
}
