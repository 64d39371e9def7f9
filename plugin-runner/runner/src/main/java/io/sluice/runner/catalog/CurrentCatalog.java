package io.sluice.runner.catalog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.runner.watched.WatchedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The catalog in force: that of the file, as it was when it was last all right.
 *
 * <p>Thread-safe; what is asked is in memory, and an instance stays the same until the file
 * changes.
 */
public final class CurrentCatalog implements Supplier<Catalog> {

  private static final WatchedFile.Kind<Catalog> KIND =
      new WatchedFile.Kind<>("catalog", "sluice.catalog", Catalog::parse, Optional.empty());

  private final WatchedFile<Catalog> file;
  private final MeterRegistry meters;
  private final List<Consumer<Catalog>> listeners = new CopyOnWriteArrayList<>();

  private CurrentCatalog(WatchedFile<Catalog> file, MeterRegistry meters) {
    this.file = file;
    this.meters = meters;
    Gauge.builder("sluice.catalog.targets", file, read -> read.value().targets().size())
        .description("Targets of the catalog in force")
        .register(meters);
    Gauge.builder("sluice.catalog.stale", file, read -> read.trouble().isEmpty() ? 0 : 1)
        .description("1 while the catalog in force is not what is written")
        .register(meters);
  }

  /**
   * Reads the catalog.
   *
   * @throws io.sluice.exchange.InvalidConfigException with every problem, or that there is no file
   */
  public static CurrentCatalog load(Path file, MeterRegistry meters) {
    return new CurrentCatalog(WatchedFile.open(KIND, file), meters);
  }

  /**
   * Reads a catalog once.
   *
   * @throws io.sluice.exchange.InvalidConfigException with every problem, or that there is no file
   */
  public static Catalog read(Path file) {
    return WatchedFile.open(KIND, file).value();
  }

  /** Looks whether the file changed; one that is all right is in force after the second look. */
  public void poll() {
    var outcome = file.poll();
    if (outcome != WatchedFile.Outcome.UNCHANGED) {
      meters
          .counter("sluice.catalog.reloads", "outcome", outcome.name().toLowerCase(Locale.ROOT))
          .increment();
    }
    if (outcome == WatchedFile.Outcome.APPLIED) {
      listeners.forEach(listener -> listener.accept(get()));
    }
  }

  /** Calls someone with the catalog now, and with each that comes after, by who polls. */
  public void eachTime(Consumer<Catalog> listener) {
    listeners.add(listener);
    listener.accept(get());
  }

  @Override
  public Catalog get() {
    return file.value();
  }

  WatchedFile<Catalog> file() {
    return file;
  }
}
