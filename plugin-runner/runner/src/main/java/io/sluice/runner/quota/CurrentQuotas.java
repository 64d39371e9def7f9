package io.sluice.runner.quota;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.runner.watched.WatchedFile;
import io.sluice.tokenlimit.quota.Quotas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The budgets in force: those of the file in its order, each overridden by a stored one of its
 * name, then the other stored ones by name.
 *
 * <p>Thread-safe; what is asked is in memory.
 */
public final class CurrentQuotas implements Supplier<Quotas> {

  private final Supplier<Catalog> catalog;
  private final WatchedFile<Quotas> file;
  private final StoredBudgets stored;
  private final MeterRegistry meters;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile InForce inForce;

  /** What the file was read with; by who polls it. */
  private Catalog readWith;

  private record InForce(Quotas quotas, Map<String, ActiveBudget> byName) {

    static InForce of(Quotas file, Map<String, ActiveBudget> stored) {
      var byName = new LinkedHashMap<String, ActiveBudget>();
      file.budgets().forEach(budget -> byName.put(budget.name(), ActiveBudget.ofFile(budget)));
      byName.putAll(new TreeMap<>(stored));
      return new InForce(
          new Quotas(byName.values().stream().map(ActiveBudget::budget).toList()), byName);
    }
  }

  private CurrentQuotas(
      Path file, QuotaStore store, Supplier<Catalog> catalog, MeterRegistry meters) {
    this.catalog = catalog;
    this.readWith = catalog.get();
    this.file =
        WatchedFile.open(
            new WatchedFile.Kind<>(
                "quotas",
                "sluice.quotas.file",
                text -> Quotas.parse(text, readWith),
                Optional.of(Quotas.NONE)),
            file);
    this.stored = new StoredBudgets(store, catalog);
    this.meters = meters;
    stored.poll();
    this.inForce = InForce.of(this.file.value(), stored.budgets());
    Gauge.builder("sluice.quotas.budgets", this, quotas -> quotas.get().budgets().size())
        .description("Budgets in force")
        .register(meters);
    stale(Source.FILE, () -> !this.file.trouble().isEmpty());
    stale(Source.API, () -> stored.isAway() || !stored.leftOut().isEmpty());
  }

  private void stale(Source source, Supplier<Boolean> condition) {
    Gauge.builder("sluice.quotas.stale", () -> condition.get() ? 1 : 0)
        .description("1 while what is in force is not all that is written")
        .tag("source", source.word())
        .register(meters);
  }

  /**
   * Reads what there is; a store that is away has nothing.
   *
   * @param file that need not exist
   * @throws io.sluice.exchange.InvalidConfigException with every problem of the file
   */
  public static CurrentQuotas load(
      Path file, QuotaStore store, Supplier<Catalog> catalog, MeterRegistry meters) {
    return new CurrentQuotas(file, store, catalog, meters);
  }

  /**
   * Looks whether the file changed, or the catalog whose tiers it names; one that is all right is
   * in force after the second look.
   */
  public void pollFile() {
    var now = catalog.get();
    if (!now.equals(readWith)) {
      readWith = now;
      file.reconsider();
    }
    var outcome = file.poll();
    if (outcome == WatchedFile.Outcome.APPLIED) {
      combine();
      count(Source.FILE, "applied");
    } else if (outcome == WatchedFile.Outcome.REFUSED) {
      count(Source.FILE, "refused");
    }
  }

  /** Looks whether what is stored changed, and puts it in force. */
  public void pollStore() {
    if (stored.poll()) {
      combine();
      count(Source.API, stored.leftOut().isEmpty() ? "applied" : "refused");
    }
  }

  /**
   * Puts in force what is stored now.
   *
   * @throws io.sluice.exchange.DependencyException when the store is away
   */
  public void refresh() {
    if (stored.refresh()) {
      combine();
    }
  }

  private void combine() {
    lock.lock();
    try {
      inForce = InForce.of(file.value(), stored.budgets());
    } finally {
      lock.unlock();
    }
  }

  private void count(Source source, String outcome) {
    meters
        .counter("sluice.quotas.reloads", "source", source.word(), "outcome", outcome)
        .increment();
  }

  @Override
  public Quotas get() {
    return inForce.quotas();
  }

  /** Returns all budgets in force, in their order. */
  public List<ActiveBudget> all() {
    return new ArrayList<>(inForce.byName().values());
  }

  /** Returns the budget in force of that name. */
  public Optional<ActiveBudget> named(String name) {
    return Optional.ofNullable(inForce.byName().get(name));
  }

  /** Returns the file's budget of that name, whether it is in force or overridden. */
  public Optional<ActiveBudget> ofFile(String name) {
    return file.value().budgets().stream()
        .filter(budget -> budget.name().equals(name))
        .findFirst()
        .map(ActiveBudget::ofFile);
  }

  /** Returns why stored budgets are not in force, by their names. */
  public Map<String, String> leftOut() {
    return stored.leftOut();
  }

  WatchedFile<Quotas> file() {
    return file;
  }

  StoredBudgets stored() {
    return stored;
  }
}
