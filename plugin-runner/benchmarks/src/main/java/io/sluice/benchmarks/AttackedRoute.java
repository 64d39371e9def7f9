package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.evaluation.RouteDecider;
import io.sluice.router.intent.SentenceModels;
import io.sluice.tokens.ModelTokenCounter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A route, with the guard and without it. */
record AttackedRoute(String name, String top, RouteDecider guarded, RouteDecider unguarded) {

  private static final JsonMapper JSON = new JsonMapper();

  static AttackedRoute of(String name, String config, Catalog catalog, SentenceModels models) {
    var ports = RouterPorts.offline(() -> catalog, models, new ModelTokenCounter());
    return new AttackedRoute(
        name,
        catalog.tiers().getLast(),
        decider(new SemanticRouter(ports), config),
        decider(SemanticRouter.unguarded(ports), config));
  }

  private static <C> RouteDecider decider(Plugin<C> router, String config) {
    return new RouteDecider(
        router.prepare(Settings.parseJson(router.name(), config, router::read)),
        DecisionLog.none());
  }

  boolean goesToTop(String prompt, boolean isGuarded) {
    var body =
        Map.of(
            "model", "auto", "messages", new Object[] {Map.of("role", "user", "content", prompt)});
    var exchange =
        ChatExchange.begin(
            RequestId.next(),
            new Subject("alice", "", "chat"),
            "/v1/chat/completions",
            Headers.none(),
            ChatRequest.of(JSON.writeValueAsString(body).getBytes(UTF_8)));
    return (isGuarded ? guarded : unguarded)
        .decide(exchange)
        .target()
        .map(target -> target.tier().equals(top))
        .orElse(false);
  }
}
