package io.sluice.runner.catalog;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells why the catalog as it is written is not in force; the runner is up all the same. */
public final class CatalogHealth implements HealthIndicator {

  private final CurrentCatalog catalog;

  public CatalogHealth(CurrentCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Health health() {
    var health =
        Health.up()
            .withDetail("targets", catalog.get().targets().size())
            .withDetail("file", catalog.file().path().toString());
    var trouble = catalog.file().trouble();
    if (!trouble.isEmpty()) {
      health.withDetail("fileNotInForce", trouble);
    }
    return health.build();
  }
}
