package io.sluice.router.choice;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;

/**
 * How much each counts where all three do; only their relation matters.
 *
 * @param cost 0 or more
 * @param quality 0 or more
 * @param latency 0 or more
 */
public record Weights(double cost, double quality, double latency) {

  /** All the same. */
  public static final Weights EQUAL = new Weights(1, 1, 1);

  public Weights {
    new Problems("weights")
        .require(cost >= 0, "cost", "0 or more", cost)
        .require(quality >= 0, "quality", "0 or more", quality)
        .require(latency >= 0, "latency", "0 or more", latency)
        .require(cost + quality + latency > 0, "cost", "over 0, or another weight", cost)
        .throwIfAny();
  }

  /** Reads weights; what is absent is 1. */
  public static Weights read(Settings settings) {
    return new Weights(
        settings.number("cost", 1), settings.number("quality", 1), settings.number("latency", 1));
  }
}
