package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.RoutePlugin;
import java.util.Locale;

/** One route's semantic router. */
final class SemanticRoute implements RoutePlugin {

  private final Tier defaultTier;
  private final Examples examples;
  private final EmbeddingModel embeddings;

  SemanticRoute(SemanticRouterConfig config, EmbeddingModel embeddings) {
    this.defaultTier = config.defaultTier();
    this.examples = Examples.embed(config.intents(), embeddings);
    this.embeddings = embeddings;
  }

  @Override
  public Action onRequest(ChatExchange exchange) {
    var request = exchange.request();
    if (request.protocol() != Protocol.OPENAI_CHAT) {
      return Action.pass();
    }
    if (request.lastUserText().isBlank()) {
      return toDefault(Decision.of(SemanticRouter.NAME, "no_question"));
    }
    return decide(examples.nearest(exchange.questionEmbedding(embeddings)));
  }

  @Override
  public Action onFailure(ChatExchange exchange) {
    return exchange.request().protocol() != Protocol.OPENAI_CHAT
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
    return to(defaultTier, decision);
  }

  private static Action to(Tier tier, Decision decision) {
    return Action.rewrite(new Change.RouteTo(tier.target()), new Change.Explain(decision));
  }
}
