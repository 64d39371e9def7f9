package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Settings;

/** The rule for a tier's name, wherever one is written. */
final class Tiers {

  private Tiers() {}

  /** Returns the name of a tier, which must be the catalog's. */
  static String read(Settings settings, String key, Catalog catalog) {
    var tier = settings.text(key);
    var tiers = catalog.tiers();
    settings.require(
        !settings.has(key) || tiers.contains(tier),
        key,
        "one of " + String.join(", ", tiers),
        tier);
    return tier;
  }
}
