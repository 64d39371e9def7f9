package io.sluice.runner.quota;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.tokenlimit.quota.Budget;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budgets that were set through the admin API of any runner, as they were last known.
 *
 * <p>One that does not fit the catalog is left out; one that fitted when it was written stays, as a
 * limit is better than none. Thread-safe.
 */
final class StoredBudgets {

  private static final Logger logger = LoggerFactory.getLogger(StoredBudgets.class);

  private final QuotaStore store;
  private final Supplier<Catalog> catalog;
  private final ReentrantLock lock = new ReentrantLock();
  private OptionalLong revision = OptionalLong.empty();
  private Catalog readWith;
  private volatile boolean away;
  private volatile Map<String, ActiveBudget> budgets = Map.of();
  private volatile Map<String, String> leftOut = Map.of();

  StoredBudgets(QuotaStore store, Supplier<Catalog> catalog) {
    this.store = store;
    this.catalog = catalog;
    this.readWith = catalog.get();
  }

  /** Looks whether something changed; when the store is away, what was known stays. */
  boolean poll() {
    try {
      return refresh();
    } catch (DependencyException e) {
      if (!away) {
        away = true;
        logger
            .atWarn()
            .addKeyValue("dependency", e.dependency())
            .addKeyValue("problem", e.getMessage())
            .log("budgets set through the admin API can't be read: those last known stay");
      }
      return false;
    }
  }

  /**
   * Makes what is stored known here.
   *
   * @return whether it changed
   * @throws DependencyException when the store is away
   */
  boolean refresh() {
    lock.lock();
    try {
      // Before what it is of: a change in between is seen the next time.
      var now = OptionalLong.of(store.revision());
      var targets = catalog.get();
      boolean mayFitNow = !targets.equals(readWith) && !leftOut.isEmpty();
      boolean changed = !now.equals(revision) || mayFitNow;
      readWith = targets;
      if (changed) {
        take(store.all());
        revision = now;
      }
      if (away) {
        away = false;
        logger.info("budgets set through the admin API can be read again");
      }
      return changed;
    } finally {
      lock.unlock();
    }
  }

  private void take(Map<String, QuotaStore.Stored> stored) {
    var read = new TreeMap<String, ActiveBudget>();
    var problems = new TreeMap<String, String>();
    stored.forEach((name, one) -> {
      try {
        var budget = Budget.parse(name, one.json(), readWith);
        read.put(name, new ActiveBudget(budget, Source.API, one.version()));
      } catch (InvalidConfigException e) {
        var before = budgets.get(name);
        if (before != null && before.version() == one.version()) {
          read.put(name, before);
          return;
        }
        problems.put(name, String.valueOf(e.getMessage()));
        logger
            .atWarn()
            .addKeyValue("budget", name)
            .addKeyValue("problems", e.getMessage())
            .log("a stored budget is not in force");
      }
    });
    budgets = Map.copyOf(read);
    leftOut = Map.copyOf(problems);
  }

  Map<String, ActiveBudget> budgets() {
    return budgets;
  }

  Optional<ActiveBudget> named(String name) {
    return Optional.ofNullable(budgets.get(name));
  }

  boolean isAway() {
    return away;
  }

  /** Returns why a stored budget is not in force, by its name. */
  Map<String, String> leftOut() {
    return leftOut;
  }
}
