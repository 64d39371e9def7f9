package io.sluice.gateway.plugin;

import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** The plugins of a request, the highest priority first in every phase. */
public final class PluginChain {

  public static final PluginChain EMPTY = new PluginChain(List.of());

  private interface Phase {
    Optional<Answer> run(Plugin plugin) throws IOException;
  }

  private final List<BoundPlugin> plugins;

  public PluginChain(List<BoundPlugin> plugins) {
    this.plugins =
        plugins.stream().sorted(Comparator.comparingInt(BoundPlugin::priority).reversed()).toList();
  }

  /**
   * This chain with the consumer's plugins; one of the same name takes the place of the route's.
   */
  public PluginChain with(List<BoundPlugin> ofConsumer) {
    if (ofConsumer.isEmpty()) {
      return this;
    }
    var merged = new LinkedHashMap<String, BoundPlugin>();
    plugins.forEach(plugin -> merged.put(plugin.name(), plugin));
    for (var plugin : ofConsumer) {
      var replaced = merged.get(plugin.name());
      // What replaces a plugin of the route does not get a second rewrite phase.
      var late = replaced == null || replaced.fromConsumer();
      merged.put(
          plugin.name(),
          new BoundPlugin(
              plugin.name(), plugin.plugin(), plugin.priority(), plugin.filter(), late));
    }
    return new PluginChain(List.copyOf(merged.values()));
  }

  public Optional<Answer> rewrite(Exchange exchange) throws IOException {
    return run(exchange, plugins, plugin -> plugin.rewrite(exchange));
  }

  /** The rewrite phase of the plugins that joined with the consumer. */
  public Optional<Answer> rewriteInConsumer(Exchange exchange) throws IOException {
    var late = plugins.stream().filter(BoundPlugin::fromConsumer).toList();
    return run(exchange, late, plugin -> plugin.rewrite(exchange));
  }

  public Optional<Answer> access(Exchange exchange) throws IOException {
    return run(exchange, plugins, plugin -> plugin.access(exchange));
  }

  public void headerFilter(Exchange exchange, HttpFields.Mutable headers) {
    for (var plugin : plugins) {
      if (plugin.runs(exchange)) {
        plugin.plugin().headerFilter(exchange, headers);
      }
    }
  }

  public void bodyFilter(Exchange exchange, ByteBuffer chunk) {
    for (var plugin : plugins) {
      if (plugin.runs(exchange)) {
        plugin.plugin().bodyFilter(exchange, chunk);
      }
    }
  }

  public void log(Exchange exchange) {
    for (var plugin : plugins) {
      if (plugin.runs(exchange)) {
        plugin.plugin().log(exchange);
      }
    }
  }

  private static Optional<Answer> run(Exchange exchange, List<BoundPlugin> plugins, Phase phase)
      throws IOException {
    for (var plugin : plugins) {
      if (plugin.runs(exchange)) {
        var answer = phase.run(plugin.plugin());
        if (answer.isPresent()) {
          return answer;
        }
      }
    }
    return Optional.empty();
  }
}
