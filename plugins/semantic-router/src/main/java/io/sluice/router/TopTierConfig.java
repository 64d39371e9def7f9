package io.sluice.router;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;

/**
 * How much each consumer may use the catalog's last tier.
 *
 * @param share of its last requests, over 0, at most 1
 * @param window how many requests those are, 10 to 10,000
 */
record TopTierConfig(double share, long window) {

  private static final double SHARE = 1;

  private static final long WINDOW = 100;

  private static final long SMALLEST = 10;

  private static final long LARGEST = 10_000;

  TopTierConfig {
    new Problems("top_tier")
        .require(share > 0 && share <= 1, "share", "over 0 and at most 1", share)
        .require(
            window >= SMALLEST && window <= LARGEST,
            "window",
            "in " + SMALLEST + " to " + LARGEST,
            window)
        .throwIfAny();
  }

  static TopTierConfig read(Settings settings) {
    return new TopTierConfig(settings.number("share", SHARE), settings.whole("window", WINDOW));
  }
}
