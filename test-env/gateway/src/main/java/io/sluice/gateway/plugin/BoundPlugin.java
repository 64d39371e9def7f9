package io.sluice.gateway.plugin;

import io.sluice.gateway.config.PluginConf;
import io.sluice.gateway.exchange.Conditions;
import io.sluice.gateway.exchange.Exchange;
import java.util.Optional;

/**
 * A plugin in its place.
 *
 * @param priority its own, or that of {@code _meta}
 * @param filter conditions under which it runs
 * @param fromConsumer not from the route: it joins once the consumer is known
 */
public record BoundPlugin(
    String name, Plugin plugin, int priority, Conditions filter, boolean fromConsumer) {

  public static Optional<BoundPlugin> of(
      PluginConf conf, PluginContext context, boolean fromConsumer) {
    if (conf.disabled()) {
      return Optional.empty();
    }
    var filter = Conditions.read(conf.attributes(), "_meta.filter", conf.filter());
    return PluginCatalog.create(conf, context)
        .map(plugin ->
            new BoundPlugin(
                conf.name(),
                plugin,
                conf.priority().orElse(plugin.priority()),
                filter,
                fromConsumer));
  }

  boolean runs(Exchange exchange) {
    return filter.hold(exchange);
  }
}
