package io.sluice.extplugin.sdk;

import java.util.List;
import java.util.Map;
import org.apache.apisix.plugin.runner.A6Conf;
import org.apache.apisix.plugin.runner.A6ConfigWatcher;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those of the SDK's beans that want to hear of every configuration. Thread-safe if they are. */
public final class SdkWatchers {

  private static final Logger logger = LoggerFactory.getLogger(SdkWatchers.class);

  private final List<A6ConfigWatcher> watchers;

  public SdkWatchers(List<A6ConfigWatcher> watchers) {
    this.watchers = List.copyOf(watchers);
  }

  /**
   * Tells every watcher of a configuration; one that fails is logged and the others are told.
   *
   * @param token what APISIX will call it
   * @param configs the values of all plugins of the route by name
   * @param filters the SDK's filters of the route, in its order
   */
  public void prepared(int token, Map<String, String> configs, List<PluginFilter> filters) {
    for (var watcher : watchers) {
      try {
        watcher.watch(
            Integer.toUnsignedLong(token),
            new A6Conf(Map.copyOf(configs), new PluginFilterChain(List.copyOf(filters))));
      } catch (RuntimeException e) {
        logger.atError().addKeyValue("watcher", watcher.name()).setCause(e).log("a watcher failed");
      }
    }
  }
}
