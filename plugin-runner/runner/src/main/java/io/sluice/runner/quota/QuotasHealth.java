package io.sluice.runner.quota;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells what is not in force that should be; the runner is up all the same. */
public final class QuotasHealth implements HealthIndicator {

  private final CurrentQuotas quotas;

  public QuotasHealth(CurrentQuotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public Health health() {
    var health =
        Health.up()
            .withDetail("budgets", quotas.get().budgets().size())
            .withDetail("file", quotas.file().path().toString())
            .withDetail("store", quotas.stored().isAway() ? "away" : "reachable");
    var trouble = quotas.file().trouble();
    if (!trouble.isEmpty()) {
      health.withDetail("fileNotInForce", trouble);
    }
    var leftOut = quotas.stored().leftOut();
    if (!leftOut.isEmpty()) {
      health.withDetail("storedNotInForce", leftOut);
    }
    return health.build();
  }
}
