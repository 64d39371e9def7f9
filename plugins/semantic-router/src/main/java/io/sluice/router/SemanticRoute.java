package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.RoutePlugin;
import java.util.Locale;

/** One route's semantic router. */
final class SemanticRoute implements RoutePlugin {

  private final SemanticRouterConfig config;
  private final Catalog catalog;
  private final EmbeddingModel embeddings;
  private final Examples examples;

  SemanticRoute(
      SemanticRouterConfig config, Catalog catalog, EmbeddingModel embeddings, Examples examples) {
    this.config = config;
    this.catalog = catalog;
    this.embeddings = embeddings;
    this.examples = examples;
  }

  @Override
  public Action onRequest(ChatExchange exchange) {
    var request = exchange.request();
    if (request.protocol() == Protocol.UNKNOWN) {
      return Action.pass();
    }
    if (request.lastUserText().isBlank()) {
      return toDefault(Decision.of(SemanticRouter.NAME, "no_question"));
    }
    return examples
        .nearest(exchange.questionEmbedding(embeddings))
        .map(this::decide)
        .orElseGet(() -> toDefault(Decision.of(SemanticRouter.NAME, "default")));
  }

  @Override
  public Action onFailure(ChatExchange exchange) {
    return exchange.request().protocol() == Protocol.UNKNOWN
        ? Action.pass()
        : toDefault(Decision.of(SemanticRouter.NAME, "failure"));
  }

  private Action decide(Examples.Match match) {
    var decision =
        Decision.of(SemanticRouter.NAME, match.claims() ? "intent" : "default")
            .with(match.claims() ? "intent" : "nearest", match.intent().name())
            .with("similarity", String.format(Locale.ROOT, "%.3f", match.similarity()));
    return match.claims() ? to(match.intent().tier(), decision) : toDefault(decision);
  }

  private Action toDefault(Decision decision) {
    return to(config.defaultTier(), decision);
  }

  private Action to(String tier, Decision decision) {
    var target =
        catalog
            .targetOf(tier)
            .orElseThrow(() -> new IllegalStateException("no target for tier " + tier));
    return Action.rewrite(new Change.RouteTo(target), new Change.Explain(decision));
  }
}
