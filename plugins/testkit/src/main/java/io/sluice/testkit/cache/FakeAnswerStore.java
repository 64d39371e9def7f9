package io.sluice.testkit.cache;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A store that compares with everything it has, and fails when it is told to. Never evicts. */
public final class FakeAnswerStore implements AnswerStore {

  private final NavigableMap<EntryId, CacheEntry> entries = new ConcurrentSkipListMap<>();
  private final InstantSource clock;
  private volatile BooleanSupplier fails = () -> false;
  private volatile boolean nothingNear;

  public FakeAnswerStore(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on, calls fail or not. */
  public void fail(boolean from) {
    fails = () -> from;
  }

  /** From now on, every question is ruled out. */
  public void ruleOut() {
    nothingNear = true;
  }

  @Override
  public Optional<CacheEntry> find(EntryId id) {
    answer("find an answer");
    return Optional.ofNullable(entries.get(id)).filter(entry -> isAlive(entry.head()));
  }

  @Override
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    answer("search for answers");
    var all = heads().filter(head -> head.partition().equals(partition)).toList();
    return all.stream()
        .flatMap(head ->
            head.embedding().stream()
                .map(other -> new Near(head, question.similarity(other), phrasings(head, all))))
        .sorted(Comparator.comparingDouble(Near::similarity).reversed())
        .limit(limit)
        .toList();
  }

  private static int phrasings(EntryHead head, List<EntryHead> all) {
    return (int) all.stream().filter(other -> other.answer().equals(head.answer())).count();
  }

  @Override
  public boolean mayHold(Partition partition) {
    return heads()
        .anyMatch(head -> head.partition().equals(partition) && head.embedding().isPresent());
  }

  @Override
  public boolean mayHoldNear(Partition partition, String question) {
    return !nothingNear && mayHold(partition);
  }

  @Override
  public void put(CacheEntry entry) {
    answer("keep an answer");
    entries.put(entry.head().id(), entry);
  }

  @Override
  public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
    answer("list answers");
    return heads()
        .filter(filter::matches)
        .filter(head -> after.map(last -> head.id().compareTo(last) > 0).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public long count(EntryFilter filter) {
    answer("count answers");
    return heads().filter(filter::matches).count();
  }

  @Override
  public long delete(EntryFilter filter) {
    answer("delete answers");
    var picked = heads().filter(filter::matches).map(EntryHead::id).toList();
    picked.forEach(entries::remove);
    return picked.size();
  }

  private Stream<EntryHead> heads() {
    return entries.values().stream().map(CacheEntry::head).filter(this::isAlive);
  }

  private boolean isAlive(EntryHead head) {
    return clock.instant().isBefore(head.expires());
  }

  private void answer(String action) {
    if (fails.getAsBoolean()) {
      throw new DependencyException(
          "fake store", action, new IllegalStateException("told to fail"));
    }
  }
}
