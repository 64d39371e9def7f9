package io.sluice.router;

import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;

/**
 * {@code ai-semantic-router}: sends a request to the cheapest target that is allowed, able, well
 * and good enough for it.
 */
public final class SemanticRouter implements Plugin<SemanticRouterConfig> {

  static final String NAME = "ai-semantic-router";

  private final RouterPorts ports;

  public SemanticRouter(RouterPorts ports) {
    this.ports = ports;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SemanticRouterConfig read(Settings settings) {
    return SemanticRouterConfig.read(settings, ports.catalog().get());
  }

  @Override
  public RoutePlugin prepare(SemanticRouterConfig config) {
    return new SemanticRoute(config, ports);
  }
}
