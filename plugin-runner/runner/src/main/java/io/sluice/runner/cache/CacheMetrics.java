package io.sluice.runner.cache;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.cache.CacheObserver;
import io.sluice.cache.Layer;

/** What the caches did, counted. Layers and reasons are closed sets; subjects are no tag. */
public final class CacheMetrics implements CacheObserver {

  private static final String NONE = "none";

  private final MeterRegistry meters;

  public CacheMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void hit(Layer layer, long tokens) {
    requests("hit", layer.label(), NONE);
    meters.counter("sluice.cache.tokens.saved", "layer", layer.label()).increment((double) tokens);
  }

  @Override
  public void missed(String reason) {
    requests("miss", NONE, reason);
  }

  @Override
  public void bypassed(String reason) {
    requests("bypass", NONE, reason);
  }

  private void requests(String status, String layer, String reason) {
    meters
        .counter("sluice.cache.requests", "status", status, "layer", layer, "reason", reason)
        .increment();
  }

  @Override
  public void kept() {
    answers("kept", NONE);
  }

  @Override
  public void notKept(String reason) {
    answers("not_kept", reason);
  }

  private void answers(String outcome, String reason) {
    meters.counter("sluice.cache.answers", "outcome", outcome, "reason", reason).increment();
  }

  @Override
  public void unreadable() {
    meters.counter("sluice.cache.unreadable").increment();
  }

  @Override
  public void shadowed(Layer layer, double agreement) {
    DistributionSummary.builder("sluice.cache.shadow.agreement")
        .description("Cosine of what would have been served and what the model answered")
        .tag("layer", layer.label())
        .serviceLevelObjectives(0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
        .register(meters)
        .record(Math.max(0, agreement));
  }

  @Override
  public void deletedByClient() {
    meters.counter("sluice.cache.client.deletions").increment();
  }
}
