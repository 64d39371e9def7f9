package io.sluice.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.RoutingRecord;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.router.complexity.ComplexityTraining;
import io.sluice.router.complexity.TrainingExample;
import io.sluice.router.intent.SentenceModels;
import io.sluice.router.linear.Provenance;
import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.FakeTokenCounter;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.routing.FakeTargetHealth;
import io.sluice.testkit.routing.FakeUpstream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A route with a router, the world around it, and requests that go through it. */
final class Routing {

  /** Three tiers, of which the middle one has a spare target. */
  static final String CATALOG =
      """
      tiers: [fast, middle, smart]
      targets:
        - {name: small, tier: fast, model: gpt-5-nano, price: {input: 0.05, output: 0.4},
           provider: openai, region: us, context_window: 2000, abilities: [streaming],
           quality: {overall: 0.6, categories: {math: 0.3}}}
        - {name: mid-eu, tier: middle, model: mistral-medium, price: {input: 0.4, output: 2},
           provider: mistral, region: eu, tags: [gdpr], languages: [en, fr],
           abilities: [streaming, tools], quality: {overall: 0.75}}
        - {name: mid-us, tier: middle, model: gpt-5-mini, price: {input: 0.25, output: 2},
           provider: openai, region: us, quality: {overall: 0.8}}
        - {name: large, tier: smart, model: gpt-5.1, price: {input: 1.25, output: 10},
           provider: openai, region: us, quality: {overall: 0.95}}
        - {name: own, tier: smart, model: llama-4, price: {input: 2, output: 10},
           provider: us-inc, region: eu, tags: [gdpr, on-premises], quality: {overall: 0.9}}
      alternatives: {fast: [middle]}
      """;

  /** Finds prompts about theorems hard. */
  private static final ComplexityModel MODEL =
      ComplexityTraining.fit(
          IntStream.range(0, 80)
              .mapToObj(i ->
                  i % 2 == 0
                      ? new TrainingExample("prove theorem " + i, 0, 1, Optional.empty())
                      : new TrainingExample("what is city " + i, 1, 1, Optional.empty()))
              .toList(),
          new FakeEmbeddingModel(),
          new Provenance("a test", "2026-01-05", List.of(), 80, List.of()));

  final FakeEmbeddingModel embeddings = new FakeEmbeddingModel();
  final FakeTargetHealth health = new FakeTargetHealth();
  final FakeUpstream upstream = new FakeUpstream();
  final MovableClock clock = new MovableClock(Instant.parse("2026-01-05T10:00:00Z"));
  final Map<String, RoutingRecord> decisions = new HashMap<>();
  final List<String> observed = new ArrayList<>();
  private Catalog catalog = Catalog.parse(CATALOG);
  private final RoutePlugin route;

  Routing(String config) {
    var router = new SemanticRouter(ports());
    this.route =
        router.prepare(Settings.parseJson(router.name(), config.replace('\'', '"'), router::read));
  }

  /** From now on the catalog is another. */
  void catalog(String yaml) {
    catalog = Catalog.parse(yaml);
  }

  private RouterPorts ports() {
    return new RouterPorts(
        () -> catalog,
        SentenceModels.of(embeddings),
        name -> () -> MODEL,
        new FakeTokenCounter(),
        text ->
            text.contains("bonjour")
                ? Optional.of("fr")
                : text.contains("hallo") ? Optional.of("de") : Optional.empty(),
        (schema, document) -> Optional.empty(),
        health,
        upstream,
        new Kept(),
        new Observed(),
        clock,
        Runnable::run);
  }

  /** What became of a request. */
  record Routed(ChatExchange exchange, Action action) {

    /** Returns the target's name, or the status of an answer. */
    String goesTo() {
      return switch (action) {
        case Action.Stop stop -> Integer.toString(stop.status());
        default -> exchange.target().map(target -> target.name()).orElse("nowhere");
      };
    }

    String why() {
      return exchange.decisions().stream().map(Decision::toString).reduce("", (a, b) -> b);
    }

    String body() {
      return action instanceof Action.Stop stop ? new String(stop.body(), UTF_8) : "";
    }
  }

  RoutePlugin route() {
    return route;
  }

  Routed ask(String text) {
    return send(question(text));
  }

  Routed send(ChatExchange exchange) {
    return applied(exchange, route.onRequest(exchange));
  }

  Routed sendOn(ChatExchange exchange) {
    return applied(exchange, route.beforeUpstream(exchange));
  }

  RoutingRecord record(Routed routed) {
    return Optional.ofNullable(decisions.get(routed.exchange().id().value())).orElseThrow();
  }

  static Routed applied(ChatExchange exchange, Action action) {
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
    return new Routed(after, action);
  }

  static ChatExchange question(String text) {
    return from("alice", text);
  }

  static ChatExchange from(String consumer, String text) {
    return exchange(
        new Subject(consumer, "finance", "chat"),
        Headers.none(),
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(text));
  }

  static ChatExchange body(String json) {
    return exchange(
        new Subject("alice", "finance", "chat"), Headers.none(), json.replace('\'', '"'));
  }

  static ChatExchange withHeader(String name, String value) {
    return exchange(
        new Subject("alice", "finance", "chat"),
        Headers.of(List.of(new Header(name, value))),
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
  }

  static ChatExchange exchange(Subject subject, Headers headers, String json) {
    return ChatExchange.begin(
        RequestId.next(),
        subject,
        "/v1/chat/completions",
        headers,
        ChatRequest.of(json.getBytes(UTF_8)));
  }

  private final class Kept implements DecisionLog {
    @Override
    public void add(RoutingRecord decision) {
      decisions.put(decision.id().value(), decision);
    }

    @Override
    public void amend(RequestId id, UnaryOperator<RoutingRecord> change) {
      decisions.computeIfPresent(id.value(), (same, decision) -> change.apply(decision));
    }

    @Override
    public Optional<RoutingRecord> find(RequestId id) {
      return Optional.ofNullable(decisions.get(id.value()));
    }
  }

  private final class Observed implements RouterObserver {
    @Override
    public void routed(String reason, String tier) {
      observed.add("routed " + reason + " " + tier);
    }

    @Override
    public void refused(String step) {
      observed.add("refused " + step);
    }

    @Override
    public void exposed(String experiment, String arm) {
      observed.add("exposed " + experiment + " " + arm);
    }

    @Override
    public void divertedFrom(String tier) {
      observed.add("diverted from " + tier);
    }

    @Override
    public void denied(String why) {
      observed.add("denied " + why);
    }

    @Override
    public void pushed(String route, String digest, long prompts) {
      observed.add("pushed " + route + " " + prompts);
    }

    @Override
    public void shadowed(boolean differently) {
      observed.add("shadowed " + differently);
    }

    @Override
    public void attempted(String gate) {
      observed.add("attempted " + gate);
    }
  }
}
