package io.sluice.router.evaluation;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.RoutingRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides as a route's plugin does: by what it does to the request.
 *
 * @param plugin whose {@link Change.RouteTo} is the target; a {@link Action.Stop} is a refusal
 * @param decisions where the plugin tells why, if it does not keep that with the exchange
 */
public record RouteDecider(RoutePlugin plugin, DecisionLog decisions) implements Decider {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,18})?(E-?\\d{1,3})?");

  @Override
  public Decided decide(ChatExchange exchange) {
    return switch (act(exchange)) {
      case Action.Pass() -> decided(Optional.empty(), exchange, "untouched");
      case Action.Stop stop ->
          decided(Optional.empty(), changed(exchange, stop.noted()), "refused");
      case Action.Rewrite(var changes) -> {
        var changed = changed(exchange, changes);
        yield decided(changed.target(), changed, "untouched");
      }
    };
  }

  /** As the chain of plugins does it: what failed is decided without. */
  private Action act(ChatExchange exchange) {
    try {
      return plugin.onRequest(exchange);
    } catch (DependencyException e) {
      return plugin.onFailure(exchange);
    }
  }

  private static ChatExchange changed(ChatExchange exchange, List<Change> changes) {
    var changed = exchange;
    for (var change : changes) {
      changed = changed.with(change);
    }
    return changed;
  }

  private Decided decided(Optional<Target> target, ChatExchange exchange, String otherwise) {
    var kept = exchange.kept(RoutingRecord.class).or(() -> decisions.find(exchange.id()));
    var reason =
        kept.map(RoutingRecord::reason)
            .or(() ->
                exchange.decisions().stream()
                    .reduce((one, next) -> next)
                    .map(last -> last.details().getOrDefault("reason", otherwise)))
            .orElse(otherwise);
    return new Decided(
        target,
        reason,
        kept.map(record -> numbers(record.details())).orElse(Map.of()),
        exchange
            .kept(FirstAttempt.class)
            .filter(attempt -> attempt.stage() == FirstAttempt.Stage.PLANNED)
            .isPresent());
  }

  private static Map<String, Double> numbers(Map<String, String> details) {
    var numbers = new HashMap<String, Double>();
    details.forEach((step, found) -> {
      if (NUMBER.matcher(found).matches()) {
        numbers.put(step, Double.valueOf(found));
      }
    });
    return numbers;
  }
}
