package io.sluice.runner.evaluation;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.routing.DecisionLog;

/** Makes the router that decides: the one of the runner, with its models. */
@FunctionalInterface
public interface Routers {

  /**
   * Makes a router for a catalog.
   *
   * @param decisions is told why each request goes where it goes
   */
  Plugin<?> of(Catalog catalog, DecisionLog decisions);

  /**
   * Prepares a route.
   *
   * @throws io.sluice.exchange.InvalidConfigException with every problem of the configuration
   */
  static <C> RoutePlugin prepare(Plugin<C> plugin, String json) {
    return plugin.prepare(Settings.parseJson(plugin.name(), json, plugin::read));
  }
}
