package io.sluice.extplugin;

import io.sluice.extplugin.CallObserver.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A real server on a socket in a folder of the test's own, and connections to it. */
final class TestServer implements AutoCloseable {

  /** When a test is given up: generous, since machines are slow and busy. */
  static final Duration GUARD = Duration.ofSeconds(20);

  /** A deadline to wait for, long enough for a busy machine to answer a healthy call. */
  static final Duration SHORT = Duration.ofSeconds(1);

  /** A deadline that nobody waits for. */
  private static final Duration LONG = Duration.ofSeconds(15);

  final ExtPluginServer server;
  final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  private TestServer(ExtPluginConfig config, RouteFactory routes) throws IOException {
    this.server = ExtPluginServer.start(config, routes, (outcome, took) -> outcomes.add(outcome));
  }

  static TestServer start(ExtPluginConfig config, RouteFactory routes) throws IOException {
    return new TestServer(config, routes);
  }

  static TestServer start(Path folder, RouteFactory routes) throws IOException {
    return new TestServer(config(folder, LONG), routes);
  }

  /** Starts a server that has one route, whatever is prepared. */
  static TestServer start(Path folder, Route route) throws IOException {
    return start(folder, (token, key, plugins) -> route);
  }

  static ExtPluginConfig config(Path folder, Duration deadline) {
    var defaults = ExtPluginConfig.at(folder.resolve("runner.sock"));
    return new ExtPluginConfig(
        defaults.socket(),
        defaults.mode(),
        defaults.group(),
        defaults.maxConnections(),
        defaults.maxFrameBytes(),
        deadline,
        defaults.confLifetime());
  }

  /** Returns a factory that finds a route by the name of its first plugin. */
  static RouteFactory byName(java.util.Map<String, Route> routes) {
    return (token, key, plugins) ->
        java.util.Objects.requireNonNull(routes.get(plugins.getFirst().name()));
  }

  Peer connect() throws IOException {
    return Peer.connect(server.socket());
  }

  /** Returns the outcomes of that many calls, in the order in which they ended. */
  List<Outcome> outcomes(int calls) throws InterruptedException {
    var ended = new java.util.ArrayList<Outcome>();
    for (int i = 0; i < calls; i++) {
      var outcome = outcomes.poll(GUARD.toSeconds(), TimeUnit.SECONDS);
      if (outcome == null) {
        throw new AssertionError("only %d calls ended: %s".formatted(i, ended));
      }
      ended.add(outcome);
    }
    return ended;
  }

  /** Waits for what another thread is about to do. */
  static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + GUARD.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("what was waited for did not come");
      }
      Thread.onSpinWait();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(GUARD.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("what was waited for did not come");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
