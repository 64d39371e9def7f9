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
  private final GuardStep guard;

  public SemanticRouter(RouterPorts ports) {
    this(ports, GuardStep.STANDARD);
  }

  private SemanticRouter(RouterPorts ports, GuardStep guard) {
    this.ports = ports;
    this.guard = guard;
  }

  /** Returns a router that believes every word, to measure what the guard is worth. */
  public static SemanticRouter unguarded(RouterPorts ports) {
    return new SemanticRouter(ports, GuardStep.NONE);
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
    return new SemanticRoute(config, ports, guard);
  }
}
