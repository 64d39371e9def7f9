package io.sluice.runner.chain;

import io.micrometer.core.instrument.MeterRegistry;

/** What the chain counts. */
public final class ChainMetrics {

  private final MeterRegistry meters;

  public ChainMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Counts a failure.
   *
   * @param dependency what failed; "plugin" for the plugin's own bug, "time" when there was no time
   */
  void failed(String plugin, String dependency) {
    meters
        .counter("sluice.plugin.failures", "plugin", plugin, "dependency", dependency)
        .increment();
  }
}
