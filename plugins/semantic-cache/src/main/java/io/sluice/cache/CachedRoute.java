package io.sluice.cache;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One route's cache. */
final class CachedRoute implements RoutePlugin {

  private static final String STATUS = "X-AI-Cache-Status";
  private static final String LAYER = "X-AI-Cache-Layer";
  private static final String AGE = "X-AI-Cache-Age";
  private static final String SIMILARITY = "X-AI-Cache-Similarity";
  private static final String TOKENS_SAVED = "X-AI-Tokens-Saved";

  /** How long one request asks anew for a stale answer before another one may. */
  private static final Duration REVALIDATION = Duration.ofSeconds(60);

  private final SemanticCacheConfig config;
  private final Planner planner;
  private final Search search;
  private final Removal removal;
  private final Parts parts;

  CachedRoute(SemanticCacheConfig config, Parts parts) {
    this.config = config;
    this.planner = new Planner(config, parts.model());
    this.search = new Search(config, parts);
    this.removal = new Removal(config, parts);
    this.parts = parts;
  }

  @Override
  public Action onRequest(ChatExchange exchange) {
    if (config.clientDelete() && Removal.isAsked(exchange)) {
      return removal.answer(exchange);
    }
    parts.routes().seen(exchange.subject().route(), this);
    return switch (planner.plan(exchange)) {
      case Plan.Skip(Bypass why) -> bypass(why, Optional.empty());
      case Plan.Refresh(Key key) -> bypass(Bypass.NO_CACHE, Optional.of(key));
      case Plan.LookUp(Key key, var maxAge) ->
          decide(exchange, key, search.find(exchange, key, maxAge));
    };
  }

  /** Without store or model, a request is one that missed. */
  @Override
  public Action onFailure(ChatExchange exchange) {
    if (config.clientDelete() && Removal.isAsked(exchange)) {
      return Removal.unavailable();
    }
    return switch (planner.plan(exchange)) {
      case Plan.Skip(Bypass why) -> bypass(why, Optional.empty());
      case Plan.Refresh(Key key) -> bypass(Bypass.NO_CACHE, Optional.of(key));
      case Plan.LookUp(Key key, var ignored) ->
          miss(key, Map.of("reason", "failure"), Optional.empty(), List.of());
    };
  }

  @Override
  public void onEnd(ChatExchange exchange, Ending ending) {
    exchange
        .kept(Pending.class)
        .ifPresent(pending -> parts.keeper().end(exchange, pending, ending, config));
  }

  private Action decide(ChatExchange exchange, Key key, Found found) {
    return switch (found) {
      case Found.Hit hit -> {
        if (config.shadow()) {
          yield shadow(key, hit);
        }
        yield hit.isStale(parts.clock().instant())
            ? stale(exchange, key, hit)
            : serve(exchange, key, hit, "hit");
      }
      case Found.Miss(var why, var embedding) -> join(exchange, key, why, embedding);
    };
  }

  /** One request asks anew for a stale answer; the others get it until it has landed. */
  private Action stale(ChatExchange exchange, Key key, Found.Hit hit) {
    return parts
        .flights()
        .begin(hit.head().id(), REVALIDATION)
        .map(flight -> miss(key, Map.of("reason", "stale"), Optional.empty(), List.of(flight)))
        .orElseGet(() -> serve(exchange, key, hit, "stale"));
  }

  /** The first of equal requests goes on, and the others wait for its answer. */
  private Action join(
      ChatExchange exchange, Key key, Map<String, String> why, Optional<Embedding> embedding) {
    var window = window();
    if (config.shadow() || window.isZero()) {
      return miss(key, why, embedding, List.of());
    }
    var own = parts.flights().begin(key.id(), window);
    if (own.isPresent()) {
      return miss(key, why, embedding, List.of(own.get()));
    }
    return parts
        .flights()
        .await(key.id(), window)
        .filter(landed -> landed.answer().fits(exchange.request()))
        .map(landed ->
            serve(
                exchange,
                key,
                new Found.Hit(Layer.EXACT, landed.head(), landed.answer(), 1),
                "shared"))
        .orElseGet(() -> miss(key, why, embedding, List.of()));
  }

  private Duration window() {
    var longest = parts.longestWait();
    return config.stampedeWait().compareTo(longest) < 0 ? config.stampedeWait() : longest;
  }

  private Action serve(ChatExchange exchange, Key key, Found.Hit hit, String reason) {
    long tokens = hit.answer().usage().map(Usage::total).orElse(0L);
    parts.observer().hit(hit.layer(), tokens);
    parts.served().note(exchange, key.cache(), hit.head().id());
    var now = parts.clock().instant();
    var replay = hit.answer().replay(exchange.request(), exchange.id(), now);
    var headers = new ArrayList<>(replay.headers().asList());
    headers.add(new Header(STATUS, "HIT"));
    headers.add(new Header(LAYER, hit.layer().label()));
    headers.add(new Header(AGE, Long.toString(hit.age(now).toSeconds())));
    if (hit.layer() == Layer.SEMANTIC) {
      headers.add(new Header(SIMILARITY, Search.decimal(hit.similarity())));
    }
    headers.add(new Header(TOKENS_SAVED, Long.toString(tokens)));
    return new Action.Stop(
        replay.status(),
        Headers.of(headers),
        replay.body(),
        List.of(new Change.Explain(described(hit, reason))));
  }

  private static Decision described(Found.Hit hit, String reason) {
    var decision =
        Decision.of(SemanticCache.NAME, reason)
            .with("layer", hit.layer().label())
            .with("entry", hit.head().id().value());
    return hit.layer() == Layer.SEMANTIC
        ? decision.with("similarity", Search.decimal(hit.similarity()))
        : decision;
  }

  /** Tells what would have been served, and asks the model. */
  private Action shadow(Key key, Found.Hit hit) {
    return passed(
        "MISS",
        described(hit, "shadow"),
        Optional.of(new Pending(key, Optional.empty(), List.of(), Optional.of(hit))));
  }

  private Action miss(
      Key key,
      Map<String, String> why,
      Optional<Embedding> embedding,
      List<Flights.Flight> flights) {
    parts.observer().missed(why.getOrDefault("reason", ""));
    return passed(
        "MISS",
        new Decision(SemanticCache.NAME, why),
        Optional.of(new Pending(key, embedding, flights, Optional.empty())));
  }

  private Action bypass(Bypass why, Optional<Key> key) {
    parts.observer().bypassed(why.label());
    return passed(
        "BYPASS",
        Decision.of(SemanticCache.NAME, why.label()),
        key.map(kept -> new Pending(kept, Optional.empty(), List.of(), Optional.empty())));
  }

  private static Action passed(String status, Decision decision, Optional<Pending> pending) {
    var changes = new ArrayList<Change>();
    changes.add(new Change.AddResponseHeader(STATUS, status));
    changes.add(new Change.Explain(decision));
    pending.map(Change.Keep::new).ifPresent(changes::add);
    return new Action.Rewrite(changes);
  }

  /** Tells how a request would fare, without serving or keeping anything. */
  Explanation explain(ChatExchange exchange) {
    return switch (planner.plan(exchange)) {
      case Plan.Skip(Bypass why) -> Explanation.bypassed(why);
      case Plan.Refresh(Key key) -> Explanation.refreshed(key);
      case Plan.LookUp(Key key, var maxAge) -> search.explain(exchange, key, maxAge);
    };
  }
}
