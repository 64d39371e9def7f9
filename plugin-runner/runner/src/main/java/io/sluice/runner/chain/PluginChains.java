package io.sluice.runner.chain;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.Problem;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.extplugin.PluginConf;
import io.sluice.extplugin.Route;
import io.sluice.extplugin.RouteFactory;
import io.sluice.extplugin.sdk.SdkFilter;
import io.sluice.extplugin.sdk.SdkWatchers;
import io.sluice.runner.exchanges.ExchangeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a route's chain of what APISIX sends, or the route that explains why it can't. */
public final class PluginChains implements RouteFactory {

  private static final Logger logger = LoggerFactory.getLogger(PluginChains.class);

  private final Plugins plugins;
  private final SdkWatchers watchers;
  private final ExchangeRegistry exchanges;
  private final ChainMetrics metrics;

  public PluginChains(
      Plugins plugins, SdkWatchers watchers, ExchangeRegistry exchanges, ChainMetrics metrics) {
    this.plugins = plugins;
    this.watchers = watchers;
    this.exchanges = exchanges;
    this.metrics = metrics;
  }

  @Override
  public Route prepare(int token, String key, List<PluginConf> confs) {
    var values =
        confs.stream()
            .collect(Collectors.toMap(PluginConf::name, PluginConf::value, (first, last) -> last));
    var prepared = new ArrayList<Prepared>();
    var broken = new ArrayList<String>();
    for (int i = 0; i < confs.size(); i++) {
      try {
        prepared.add(read(confs.get(i), i, values));
      } catch (InvalidConfigException e) {
        broken.add(e.getMessage());
      }
    }
    if (!broken.isEmpty()) {
      var message = String.join("; ", broken);
      logger
          .atError()
          .addKeyValue("route", key)
          .addKeyValue("problems", message)
          .log("route has a broken configuration: its requests get a 500");
      return new BrokenRoute(message);
    }
    var steps = prepared.stream().map(Prepared::finish).toList();
    watchers.prepared(
        token, values, confs.stream().flatMap(c -> plugins.filter(c.name()).stream()).toList());
    logger.atInfo().addKeyValue("route", key).log("route prepared");
    return new PluginChain(steps, exchanges, metrics);
  }

  /** A configuration that was read; what is costly comes once all of the route's are. */
  @FunctionalInterface
  private interface Prepared {
    Step finish();
  }

  private Prepared read(PluginConf conf, int index, Map<String, String> values) {
    var plugin = plugins.plugin(conf.name());
    if (plugin.isPresent()) {
      return read(plugin.get(), conf.value());
    }
    var filter = plugins.filter(conf.name());
    if (filter.isPresent()) {
      return () -> new Step.Foreign(new SdkFilter(filter.get(), values));
    }
    throw new InvalidConfigException(
        conf.name(),
        List.of(
            new Problem(
                "conf[" + index + "].name", "one of " + plugins.names(), '"' + conf.name() + '"')));
  }

  private static <C> Prepared read(Plugin<C> plugin, String value) {
    C config = Settings.parseJson(plugin.name(), value, plugin::read);
    return () -> {
      RoutePlugin ready = plugin.prepare(config);
      return new Step.Own(plugin.name(), ready);
    };
  }
}
