package io.sluice.runner.chain;

import io.sluice.exchange.RoutePlugin;
import io.sluice.extplugin.sdk.SdkFilter;

/** One entry of a route's list. */
sealed interface Step {

  /** A plugin of ours. */
  record Own(String name, RoutePlugin plugin) implements Step {}

  /** A filter written for the published Java runner. */
  record Foreign(SdkFilter filter) implements Step {}
}
