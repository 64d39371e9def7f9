package io.sluice.runner.chain;

import io.sluice.exchange.Action;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.RoutePlugin;
import io.sluice.extplugin.Answer;
import io.sluice.extplugin.HttpCall;
import io.sluice.extplugin.Needs;
import io.sluice.extplugin.Route;
import io.sluice.extplugin.sdk.SdkFilter;
import io.sluice.runner.exchanges.ExchangeRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one route, one after another.
 *
 * <p>A plugin whose model or store failed, or for which there is no time left, decides by {@link
 * RoutePlugin#onFailure} or {@link RoutePlugin#beforeUpstreamFailed}. A plugin's bug ends the call.
 */
final class PluginChain implements Route {

  private static final Logger logger = LoggerFactory.getLogger(PluginChain.class);

  private static final Set<String> IDENTITY =
      Set.of(WireNames.CONSUMER_NAME, WireNames.CONSUMER_GROUP, WireNames.ROUTE_ID);

  private final List<Step> steps;
  private final boolean governs;
  private final Needs needs;
  private final Duration patience;
  private final ExchangeRegistry exchanges;
  private final ChainMetrics metrics;

  PluginChain(List<Step> steps, ExchangeRegistry exchanges, ChainMetrics metrics) {
    this.steps = List.copyOf(steps);
    this.governs = steps.stream().anyMatch(Step.Own.class::isInstance);
    this.needs = needs(steps, governs);
    this.patience =
        this.steps.stream()
            .map(step ->
                step instanceof Step.Own(String name, RoutePlugin plugin)
                    ? plugin.patience()
                    : Duration.ZERO)
            .reduce(Duration.ZERO, Duration::plus);
    this.exchanges = exchanges;
    this.metrics = metrics;
  }

  @Override
  public Needs needs() {
    return needs;
  }

  @Override
  public Duration patience() {
    return patience;
  }

  @Override
  public Answer call(HttpCall call) {
    var draft = governs ? Draft.governed(call) : Draft.plain(call);
    var seen = new ArrayList<RoutePlugin>();
    try {
      return call(draft, seen);
    } catch (PluginFailedException e) {
      if (governs) {
        ExchangeRegistry.end(draft.exchange(), seen, new Ending.Unsent());
      }
      throw e;
    }
  }

  private Answer call(Draft draft, List<RoutePlugin> seen) {
    boolean filtersGoOn = true;
    for (var step : steps) {
      Action action = Action.pass();
      switch (step) {
        case Step.Own(String name, RoutePlugin plugin) -> {
          seen.add(plugin);
          action =
              act(
                  name,
                  () -> plugin.onRequest(draft.exchange()),
                  () -> plugin.onFailure(draft.exchange()));
        }
        case Step.Foreign(SdkFilter filter) -> {
          if (filtersGoOn) {
            var outcome = run(filter.name(), () -> filter.filter(draft.call()));
            action = outcome.action();
            filtersGoOn = outcome.continued();
          }
        }
      }
      if (draft.apply(action) instanceof Action.Stop stop) {
        return end(draft.stopped(stop), draft, seen);
      }
    }
    for (var step : steps) {
      if (step instanceof Step.Own(String name, RoutePlugin plugin)) {
        var action =
            act(
                name,
                () -> plugin.beforeUpstream(draft.exchange()),
                () -> plugin.beforeUpstreamFailed(draft.exchange()));
        if (draft.apply(action) instanceof Action.Stop stop) {
          return end(draft.stopped(stop), draft, seen);
        }
      }
    }
    return end(draft.passed(), draft, seen);
  }

  private Answer end(Action action, Draft draft, List<RoutePlugin> seen) {
    return governs
        ? new Answer(action, () -> exchanges.begin(draft.exchange(), seen))
        : Answer.of(action);
  }

  private Action act(String plugin, Supplier<Action> action, Supplier<Action> onFailure) {
    if (Thread.currentThread().isInterrupted()) {
      metrics.failed(plugin, "time");
      return run(plugin, onFailure);
    }
    try {
      return action.get();
    } catch (DependencyException e) {
      metrics.failed(plugin, e.dependency());
      logger.atWarn().addKeyValue("plugin", plugin).setCause(e).log("plugin decides without");
      return run(plugin, onFailure);
    } catch (RuntimeException | Error e) {
      throw failed(plugin, e);
    }
  }

  private <T> T run(String plugin, Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error e) {
      throw failed(plugin, e);
    }
  }

  private PluginFailedException failed(String plugin, Throwable e) {
    metrics.failed(plugin, "plugin");
    return new PluginFailedException(plugin, e);
  }

  private static Needs needs(List<Step> steps, boolean governs) {
    var variables = new HashSet<>(governs ? IDENTITY : Set.<String>of());
    boolean body = governs;
    for (var step : steps) {
      if (step instanceof Step.Foreign(SdkFilter filter)) {
        variables.addAll(filter.needs().variables());
        body |= filter.needs().body();
      }
    }
    return new Needs(variables, body);
  }
}
