package io.sluice.extplugin;

import java.util.List;

/** Makes routes of what APISIX sends; thread-safe. */
@FunctionalInterface
public interface RouteFactory {

  /**
   * Prepares the plugins of a route, once for each content.
   *
   * <p>What is wrong with a configuration is answered by the route that comes back. An exception
   * means that it could not be told now: APISIX asks again with the next request.
   *
   * @param token what APISIX will call this configuration
   * @param key what APISIX calls the route, for logs
   * @param plugins in the order in which they run
   */
  Route prepare(int token, String key, List<PluginConf> plugins);
}
