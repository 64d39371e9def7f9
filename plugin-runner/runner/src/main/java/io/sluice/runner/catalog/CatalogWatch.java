package io.sluice.runner.catalog;

import io.sluice.runner.watched.Polls;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Keeps the catalog current while the application runs. */
public final class CatalogWatch extends Polls {

  /**
   * @param scheduler ended with this
   */
  public CatalogWatch(CurrentCatalog catalog, ScheduledExecutorService scheduler) {
    super("targets", scheduler, List.of(new Poll(FILE, catalog::poll)));
  }
}
