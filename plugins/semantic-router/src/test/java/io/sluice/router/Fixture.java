package io.sluice.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.router.intent.SentenceModels;
import io.sluice.testkit.FakeTokenCounter;

/** A catalog of two tiers, and requests to be routed by it. */
final class Fixture {

  static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: small, tier: fast, model: gpt-5-mini, price: {input: 0.25, output: 2}}
            - {name: large, tier: smart, model: gpt-5.1, price: {input: 1.25, output: 10}}
          """);

  private Fixture() {}

  private static SemanticRouter router(EmbeddingModel embeddings) {
    return new SemanticRouter(
        RouterPorts.offline(() -> CATALOG, SentenceModels.of(embeddings), new FakeTokenCounter()));
  }

  static SemanticRouterConfig read(EmbeddingModel embeddings, String json) {
    return Settings.parseJson("ai-semantic-router", json, router(embeddings)::read);
  }

  static RoutePlugin prepare(EmbeddingModel embeddings, String json) {
    return router(embeddings).prepare(read(embeddings, json));
  }

  static ChatExchange question(String text) {
    return body(
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(text));
  }

  static ChatExchange body(String json) {
    return ChatExchange.begin(
        new RequestId("id"),
        new Subject("alice", "finance", "chat"),
        "/v1/chat/completions",
        Headers.none(),
        ChatRequest.of(json.getBytes(UTF_8)));
  }
}
