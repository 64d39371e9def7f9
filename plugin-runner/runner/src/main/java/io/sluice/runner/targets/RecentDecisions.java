package io.sluice.runner.targets;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.RoutingRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The last decisions, in memory: the oldest make room for new ones. Thread-safe.
 *
 * <p>What is looked at is never the reason to keep a decision longer than another.
 */
public final class RecentDecisions implements DecisionLog {

  /** Of a decision without candidates, and of each of them, in bytes, roughly. */
  private static final long BARE = 1_000;

  private static final long EACH = 200;

  private final long most;
  private final Duration keepFor;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order in which they were made. */
  private final Map<RequestId, RoutingRecord> decisions = new LinkedHashMap<>();

  private long size;

  /**
   * @param most bytes that they take together, roughly
   * @param keepFor after which a decision is forgotten
   */
  public RecentDecisions(long most, Duration keepFor, InstantSource clock) {
    this.most = most;
    this.keepFor = keepFor;
    this.clock = clock;
  }

  @Override
  public void add(RoutingRecord decision) {
    lock.lock();
    try {
      var before = decisions.remove(decision.id());
      size += size(decision) - (before == null ? 0 : size(before));
      decisions.put(decision.id(), decision);
      forget();
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    var oldest = decisions.values().iterator();
    while (oldest.hasNext()) {
      var decision = oldest.next();
      if (size <= most && !isOver(decision)) {
        return;
      }
      oldest.remove();
      size -= size(decision);
    }
  }

  @Override
  public void amend(RequestId id, UnaryOperator<RoutingRecord> change) {
    lock.lock();
    try {
      // Its place among the others stays.
      decisions.computeIfPresent(
          id,
          (known, decision) -> {
            var changed = change.apply(decision);
            size += size(changed) - size(decision);
            return changed;
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<RoutingRecord> find(RequestId id) {
    lock.lock();
    try {
      return Optional.ofNullable(decisions.get(id)).filter(decision -> !isOver(decision));
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many are kept. */
  public int count() {
    lock.lock();
    try {
      return decisions.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(RoutingRecord decision) {
    return decision.at().plus(keepFor).isBefore(clock.instant());
  }

  private static long size(RoutingRecord decision) {
    return BARE + EACH * decision.candidates().size();
  }
}
