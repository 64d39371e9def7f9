package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Target;

/** A tier as a route names it, to be found in the catalog. */
record Tier(String name, Catalog catalog) {

  static Tier read(Settings settings, String key, Catalog catalog) {
    return new Tier(settings.text(key), catalog);
  }

  void check(Problems problems, String key) {
    var tiers = catalog.tiers();
    problems.require(tiers.contains(name), key, "one of " + String.join(", ", tiers), name);
  }

  /** Returns where the tier's requests go; it has been checked that there is one. */
  Target target() {
    return catalog
        .targetOf(name)
        .orElseThrow(() -> new IllegalStateException("no target for tier " + name));
  }
}
