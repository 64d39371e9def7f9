package io.sluice.gateway.route;

import io.sluice.gateway.config.RouteConf;
import io.sluice.gateway.exchange.Conditions;
import io.sluice.gateway.exchange.Consumer;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.Upstream;
import io.sluice.gateway.plugin.BoundPlugin;
import io.sluice.gateway.plugin.PluginChain;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A route in use. */
public final class Route {

  private final RouteConf conf;
  private final Conditions vars;
  private final Optional<Upstream> upstream;
  private final PluginChain chain;
  private final Map<String, List<BoundPlugin>> ofConsumers;
  private final Map<String, PluginChain> merged = new ConcurrentHashMap<>();

  /**
   * @param ofConsumers the plugins of each consumer and its group, by the consumer's name
   */
  Route(
      RouteConf conf,
      Conditions vars,
      Optional<Upstream> upstream,
      PluginChain chain,
      Map<String, List<BoundPlugin>> ofConsumers) {
    this.conf = conf;
    this.vars = vars;
    this.upstream = upstream;
    this.chain = chain;
    this.ofConsumers = ofConsumers;
  }

  public String id() {
    return conf.id();
  }

  RouteConf conf() {
    return conf;
  }

  public Optional<Upstream> upstream() {
    return upstream;
  }

  public PluginChain chain() {
    return chain;
  }

  /** The plugins once it is known who asks. */
  public PluginChain chainFor(Consumer consumer) {
    return merged.computeIfAbsent(
        consumer.username(), name -> chain.with(ofConsumers.getOrDefault(name, List.of())));
  }

  /** Whether everything but the uri fits. */
  boolean accepts(Exchange exchange) {
    var method = exchange.request().line().method();
    return (conf.methods().isEmpty() || conf.methods().contains(method))
        && (conf.hosts().isEmpty() || exchange.text("host").filter(this::hasHost).isPresent())
        && vars.hold(exchange);
  }

  private boolean hasHost(String host) {
    return conf.hosts().stream()
        .map(allowed -> allowed.toLowerCase(Locale.ROOT))
        .anyMatch(allowed ->
            allowed.startsWith("*") ? host.endsWith(allowed.substring(1)) : host.equals(allowed));
  }
}
