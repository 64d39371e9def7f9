package io.sluice.runner;

import io.sluice.extplugin.CallObserver;
import io.sluice.extplugin.ExtPluginConfig;
import io.sluice.extplugin.ExtPluginServer;
import io.sluice.extplugin.RouteFactory;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Listens for APISIX while the application runs: begins last and ends first. */
final class ExtPlugin implements SmartLifecycle, HealthIndicator {

  /** Longer than a call takes by default, and shorter than the 10 s that the whole exit may. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final ExtPluginConfig config;
  private final RouteFactory routes;
  private final CallObserver observer;
  private volatile @Nullable ExtPluginServer server;

  ExtPlugin(ExtPluginConfig config, RouteFactory routes, CallObserver observer) {
    this.config = config;
    this.routes = routes;
    this.observer = observer;
  }

  @Override
  public void start() {
    try {
      server = ExtPluginServer.start(config, routes, observer);
    } catch (IOException e) {
      throw new CannotListenException(e);
    }
  }

  @Override
  public void stop() {
    var running = server;
    if (running != null) {
      running.drain(PATIENCE);
      server = null;
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  /** After the web server, so that what a call leads to can always be logged. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Health health() {
    return (isRunning() ? Health.up() : Health.down())
        .withDetail("socket", config.socket().toString())
        .build();
  }

  int connections() {
    var running = server;
    return running == null ? 0 : running.connections();
  }

  int calls() {
    var running = server;
    return running == null ? 0 : running.calls();
  }
}
