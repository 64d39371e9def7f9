package io.sluice.runner.targets;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.resilience.BreakerConfig;
import io.sluice.resilience.BreakerTargetHealth;
import io.sluice.router.ComplexityModels;
import io.sluice.router.RouterObserver;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.testkit.FakeTokenCounter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** One life of a runner's process: a router, and what it knows of its targets' health. */
final class SimulatedRunner {

  private final BreakerTargetHealth breakers;
  private final CountedHealth health;
  private final RoutePlugin route;
  private final Queue<Runnable> background = new ArrayDeque<>();

  /** An exchange, and what a plugin made of it. */
  record Acted(ChatExchange exchange, Action action) {}

  SimulatedRunner(
      SimulatedRoute written, SimulatedTime time, SimulatedModel model, SimulatedGateway gateway) {
    breakers =
        new BreakerTargetHealth(BreakerConfig.usual(), time.clock(), (target, from, to) -> {});
    health = new CountedHealth(breakers);
    var router =
        new SemanticRouter(
            new RouterPorts(
                written::catalog,
                SentenceModels.of(model),
                ComplexityModels.packaged(),
                new FakeTokenCounter(),
                text -> Optional.empty(),
                (schema, document) -> Optional.empty(),
                health,
                gateway,
                DecisionLog.none(),
                RouterObserver.NONE,
                time.clock(),
                background::add));
    model.prepare();
    route = prepared(router, written.config());
    model.serve();
  }

  private static <C> RoutePlugin prepared(Plugin<C> plugin, String config) {
    return plugin.prepare(Settings.parseJson(plugin.name(), config, plugin::read));
  }

  BreakerTargetHealth breakers() {
    return breakers;
  }

  CountedHealth permits() {
    return health;
  }

  /** Decides, as the chain of plugins has it done: without the model where that fails. */
  Acted decide(ChatExchange exchange) {
    return acted(
        exchange,
        () -> {
          try {
            return route.onRequest(exchange);
          } catch (DependencyException e) {
            return route.onFailure(exchange);
          }
        });
  }

  Acted beforeUpstream(ChatExchange exchange) {
    return acted(exchange, () -> route.beforeUpstream(exchange));
  }

  Acted beforeUpstreamFailed(ChatExchange exchange) {
    return acted(exchange, () -> route.beforeUpstreamFailed(exchange));
  }

  private Acted acted(ChatExchange exchange, Supplier<Action> act) {
    var action = health.during(exchange.id().value(), act);
    var changes =
        switch (action) {
          case Action.Rewrite(List<Change> wanted) -> wanted;
          case Action.Stop stop -> stop.noted();
          case Action.Pass ignored -> List.<Change>of();
        };
    var after = exchange;
    for (var change : changes) {
      after = after.with(change);
    }
    return new Acted(after, action);
  }

  /** Does what was left for later. */
  void catchUp() {
    for (var task = background.poll(); task != null; task = background.poll()) {
      task.run();
    }
  }

  void end(ChatExchange exchange, Ending ending) {
    health.during(
        exchange.id().value(),
        () -> {
          route.onEnd(exchange, ending);
          return ending;
        });
  }
}
