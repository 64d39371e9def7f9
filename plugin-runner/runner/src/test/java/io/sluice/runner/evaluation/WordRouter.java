package io.sluice.runner.evaluation;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.routing.RoutingRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends what has a word to the dearest tier, the rest to the cheapest, and refuses what has "no".
 *
 * @param scored whether it says how hard a request is: by the length of its question
 */
record WordRouter(Catalog catalog, boolean scored) implements Plugin<WordRouter.Config> {

  record Config(String word) {}

  @Override
  public String name() {
    return "ai-semantic-router";
  }

  @Override
  public Config read(Settings settings) {
    return new Config(settings.text("word"));
  }

  @Override
  public RoutePlugin prepare(Config config) {
    return exchange -> decide(config, exchange);
  }

  private Action decide(Config config, ChatExchange exchange) {
    var question = exchange.request().lastUserText();
    if (question.contains("no")) {
      return new Action.Stop(403, Headers.none(), new byte[0]);
    }
    boolean found = question.contains(config.word());
    var target =
        catalog
            .targetOf(found ? catalog.tiers().getLast() : catalog.tiers().getFirst())
            .orElseThrow();
    var decision = Decision.of(name(), found ? "word" : "default");
    var hard = "%.3f".formatted(Math.min(0.999, question.length() / 100.0));
    return scored
        ? Action.rewrite(
            new Change.RouteTo(target),
            new Change.Keep(record(exchange, decision, target.name(), hard)))
        : Action.rewrite(new Change.RouteTo(target), new Change.Explain(decision));
  }

  private static RoutingRecord record(
      ChatExchange exchange, Decision decision, String target, String hard) {
    return new RoutingRecord(
        exchange.id(),
        Instant.EPOCH,
        exchange.subject(),
        "1",
        decision.details().getOrDefault("reason", ""),
        Map.of("hard", hard),
        List.of(),
        Optional.of(target),
        Optional.empty());
  }
}
