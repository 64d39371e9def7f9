package io.sluice.vectors;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one partition. Few are compared one by one; of many, a graph finds the nearest
 * among those that it covers, and the rest are compared.
 *
 * <p>Who adds or removes holds the lock, which partitions share; searches need none. A graph grows
 * in the background, and once a third of what it covers is gone, another one takes its place.
 */
final class PartitionEntries {

  /** From so many on, a graph is faster than comparing with each. */
  static final int GRAPH_FROM = 4_000;

  /** To compare with so many takes less time than it is worth to wake the background for. */
  static final int TAIL = 256;

  /** The background's unit of work, about a tenth of a second, so that partitions take turns. */
  private static final int BATCH = 500;

  private final ReentrantLock lock;
  private final Executor background;
  private volatile Contents contents = new Contents(new EntryList());

  // Guarded by the lock.
  private final Phrasings phrasings = new Phrasings();
  private int searchable;
  private boolean growing;
  private @Nullable Contents successor;

  /**
   * How much of the contents the successor has; the background's, which is there once at a time.
   */
  private int copied;

  PartitionEntries(ReentrantLock lock, Executor background) {
    this.lock = lock;
    this.background = background;
  }

  /** Takes an entry that no partition has. */
  void add(IndexedEntry entry) {
    var head = Objects.requireNonNull(entry.head());
    entry.counted = true;
    phrasings.add(head.answer());
    if (entry.isSearchable()) {
      contents.list().append(entry);
      searchable++;
      growIfDue();
    }
  }

  /**
   * Lets go of an entry, if it has it.
   *
   * @return whether none is left
   */
  boolean remove(IndexedEntry entry) {
    var head = entry.head();
    entry.forget();
    if (head != null && entry.counted) {
      phrasings.remove(head.answer());
      if (entry.isSearchable()) {
        searchable--;
        compactIfSmall();
        growIfDue();
      }
    }
    return phrasings.total() == 0;
  }

  private int gone() {
    return contents.list().size() - searchable;
  }

  /** A large one is compacted with its graph, in the background. */
  private void compactIfSmall() {
    if (searchable < GRAPH_FROM / 2 && gone() > Math.max(3, searchable)) {
      contents = new Contents(contents.list().compacted());
      successor = null;
    }
  }

  private void growIfDue() {
    if (!growing && (isGraphDue() || isGrowthDue() || isCompactionDue())) {
      growing = true;
      background.execute(this::grow);
    }
  }

  private boolean isGraphDue() {
    return contents.graph().isEmpty() && searchable >= GRAPH_FROM;
  }

  private boolean isGrowthDue() {
    return contents.graph().isPresent() && contents.uncovered() > TAIL;
  }

  private boolean isCompactionDue() {
    return contents.graph().isPresent() && gone() > contents.list().size() / 3;
  }

  /** Does a batch of what is due, and comes back for the next. */
  private void grow() {
    var more = false;
    try {
      var current = beginDue();
      if (current.succeeding() == null) {
        current.contents().graph().ifPresent(graph -> graph.grow(BATCH));
      } else {
        copy(current.contents(), current.succeeding());
      }
    } finally {
      lock.lock();
      try {
        more = searchable > 0 && (successor != null || isGrowthDue() || isCompactionDue());
        growing = more;
      } finally {
        lock.unlock();
      }
    }
    if (more) {
      background.execute(this::grow);
    }
  }

  private record Due(Contents contents, @Nullable Contents succeeding) {}

  private Due beginDue() {
    lock.lock();
    try {
      if (isGraphDue()) {
        contents = contents.withGraph();
      } else if (successor == null && isCompactionDue()) {
        successor = contents.successor();
        copied = 0;
      }
      return new Due(contents, successor);
    } finally {
      lock.unlock();
    }
  }

  private void copy(Contents from, Contents to) {
    copy(from, to, Math.min(from.list().size(), copied + BATCH));
    to.graph().ifPresent(graph -> graph.grow(BATCH));
    lock.lock();
    try {
      if (to.equals(successor) && from.list().size() - copied <= TAIL) {
        copy(from, to, from.list().size());
        contents = to;
        successor = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void copy(Contents from, Contents to, int end) {
    for (; copied < end; copied++) {
      var entry = from.list().array()[copied];
      if (!entry.isGone()) {
        to.list().append(entry);
      }
    }
  }

  /** Returns how many entries wait for a graph. */
  int backlog() {
    lock.lock();
    try {
      return growing ? contents.uncovered() : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it holds an entry that can be found by nearness. */
  boolean isSearchable() {
    return contents.list().size() > 0;
  }

  /**
   * Returns whether an entry's topic is as similar as that.
   *
   * @param most more entries than that are not looked at: they may always have one
   */
  boolean mayHold(Probe topic, double threshold, int most) {
    var searched = contents;
    return searched.list().size() > most || searched.holdsTopic(topic, threshold);
  }

  /**
   * Returns entries that are nearest by their packed vectors, in any order.
   *
   * @param most how many
   * @param wanted which ones
   */
  List<IndexedEntry> nearest(Probe probe, int most, Predicate<IndexedEntry> wanted) {
    var nearest = new Nearest(most);
    contents.search(probe, most, wanted, nearest);
    return nearest.entries();
  }

  /** Returns for each answer how many entries have it, at least 1. */
  List<Integer> phrasings(List<String> answers) {
    lock.lock();
    try {
      return answers.stream().map(answer -> Math.max(1, phrasings.of(answer))).toList();
    } finally {
      lock.unlock();
    }
  }
}
