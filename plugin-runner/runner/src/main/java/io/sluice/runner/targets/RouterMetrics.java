package io.sluice.runner.targets;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.router.RouterObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the routers did, counted. Tiers, experiments and arms are those of the configuration;
 * reasons and gates are closed sets.
 */
public final class RouterMetrics implements RouterObserver {

  private static final Logger logger = LoggerFactory.getLogger(RouterMetrics.class);

  private final MeterRegistry meters;

  public RouterMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void routed(String reason, String tier) {
    meters.counter("sluice.router.requests", "reason", reason, "tier", tier).increment();
  }

  @Override
  public void refused(String step) {
    meters.counter("sluice.router.refused", "step", step).increment();
  }

  @Override
  public void exposed(String experiment, String arm) {
    meters.counter("sluice.router.exposed", "experiment", experiment, "arm", arm).increment();
  }

  @Override
  public void divertedFrom(String tier) {
    meters.counter("sluice.router.diverted", "tier", tier).increment();
  }

  @Override
  public void denied(String why) {
    meters.counter("sluice.router.top.tier.denied", "why", why).increment();
  }

  /** The digest is in the log alone: there is no end of phrases. */
  @Override
  public void pushed(String route, String digest, long prompts) {
    logger
        .atWarn()
        .addKeyValue("route", route)
        .addKeyValue("digest", digest)
        .addKeyValue("prompts", prompts)
        .log("a phrase pushes unrelated prompts to the dearest tier");
    meters.counter("sluice.router.pushed.phrases").increment();
  }

  @Override
  public void shadowed(boolean differently) {
    meters.counter("sluice.router.shadow", "differs", Boolean.toString(differently)).increment();
  }

  @Override
  public void attempted(String gate) {
    meters.counter("sluice.router.first.attempts", "gate", gate).increment();
  }
}
