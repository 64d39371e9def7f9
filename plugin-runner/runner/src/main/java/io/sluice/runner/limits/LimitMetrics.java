package io.sluice.runner.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.tokenlimit.LimitObserver;
import io.sluice.tokenlimit.ledger.SharedLedger;

/** What the limits did, counted. Budgets are a closed set; subjects are not, and are no tag. */
public final class LimitMetrics implements LimitObserver {

  private final MeterRegistry meters;

  public LimitMetrics(SharedLedger ledger, MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("sluice.ledger.waiting", ledger, SharedLedger::waiting)
        .description("Settlements that wait for the ledger to be back")
        .register(meters);
  }

  @Override
  public void refused(String budget) {
    meters.counter("sluice.budget.refused", "budget", budget).increment();
  }

  @Override
  public void degraded(String budget) {
    meters.counter("sluice.budget.degraded", "budget", budget).increment();
  }

  @Override
  public void attemptDropped(String budget) {
    meters.counter("sluice.budget.attempts.dropped", "budget", budget).increment();
  }

  @Override
  public void unpriced(String target) {
    meters.counter("sluice.budget.unpriced", "target", target).increment();
  }

  @Override
  public void settled(String how) {
    meters.counter("sluice.budget.settled", "how", how).increment();
  }

  @Override
  public void alerted(String budget, int percent) {
    meters
        .counter("sluice.budget.alerts", "budget", budget, "percent", Integer.toString(percent))
        .increment();
  }
}
