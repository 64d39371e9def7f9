package io.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Json;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.cache.FakeAnswerStore;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A cache with a store that can fail and a clock that a test moves; requests to it. */
final class Fixture {

  static final Subject ALICE = new Subject("alice", "sales", "chat");
  static final Subject BOB = new Subject("bob", "sales", "chat");
  static final Subject CAROL = new Subject("carol", "legal", "chat");

  final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
  final FakeAnswerStore answers = new FakeAnswerStore(clock);
  final FakeEmbeddingModel model = new FakeEmbeddingModel();
  final Heard heard = new Heard();
  final SemanticCache plugin =
      new SemanticCache(
          answers, model, heard, clock, Runnable::run, new Random(1), Duration.ofSeconds(2));

  /** What the observer was told, in words. */
  static final class Heard implements CacheObserver {

    final List<String> words = new ArrayList<>();

    @Override
    public void hit(Layer layer, long tokens) {
      words.add("hit " + layer.label() + " " + tokens);
    }

    @Override
    public void missed(String reason) {
      words.add("missed " + reason);
    }

    @Override
    public void bypassed(String reason) {
      words.add("bypassed " + reason);
    }

    @Override
    public void kept() {
      words.add("kept");
    }

    @Override
    public void notKept(String reason) {
      words.add("not kept " + reason);
    }

    @Override
    public void unreadable() {
      words.add("unreadable");
    }

    @Override
    public void shadowed(Layer layer, double agreement) {
      words.add("shadowed " + layer.label() + " " + Search.decimal(agreement));
    }

    @Override
    public void deletedByClient() {
      words.add("deleted by client");
    }
  }

  /** What became of a request. */
  record Asked(RoutePlugin route, ChatExchange exchange, Action action) {

    boolean isHit() {
      return action instanceof Action.Stop;
    }

    String header(String name) {
      return switch (action) {
        case Action.Stop stop -> stop.headers().first(name).orElse("");
        case Action.Rewrite(List<Change> changes) -> added(changes, name);
        case Action.Pass ignored -> "";
      };
    }

    private static String added(List<Change> changes, String name) {
      for (var change : changes) {
        if (change instanceof Change.AddResponseHeader(String key, String value)
            && key.equals(name)) {
          return value;
        }
      }
      return "";
    }

    /** The status, and the reason in the decision. */
    String outcome() {
      return header("X-AI-Cache-Status") + " " + reason();
    }

    String reason() {
      return exchange.decisions().getLast().details().getOrDefault("reason", "");
    }

    Decision decision() {
      return exchange.decisions().getLast();
    }

    String body() {
      return action instanceof Action.Stop stop ? new String(stop.body(), UTF_8) : "";
    }

    /** The model answers, and APISIX logs it. */
    void answered(String text) {
      ended(200, completion(text, "stop"), true);
    }

    void ended(int status, String body, boolean complete) {
      route.onEnd(
          exchange,
          new Ending.Logged(
              new LogEntry(
                  exchange.id().value(),
                  status,
                  "application/json",
                  body,
                  complete,
                  body.length(),
                  "127.0.0.1:1",
                  "MISS",
                  Duration.ofSeconds(1),
                  Duration.ZERO)));
    }
  }

  RoutePlugin route(String config) {
    return plugin.prepare(read(config));
  }

  SemanticCacheConfig read(String config) {
    return Settings.parseJson("ai-semantic-cache", config.replace('\'', '"'), plugin::read);
  }

  static Asked ask(RoutePlugin route, ChatExchange exchange) {
    return applied(route, exchange, route.onRequest(exchange));
  }

  static Asked ask(RoutePlugin route, String question) {
    return ask(route, exchange(ALICE, question(question)));
  }

  static Asked applied(RoutePlugin route, ChatExchange exchange, Action action) {
    var after = exchange;
    var changes =
        switch (action) {
          case Action.Rewrite(List<Change> wanted) -> wanted;
          case Action.Stop stop -> stop.noted();
          case Action.Pass ignored -> List.<Change>of();
        };
    for (var change : changes) {
      after = after.with(change);
    }
    return new Asked(route, after, action);
  }

  static String question(String text) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
        .formatted(Json.quote(text));
  }

  static ChatExchange exchange(Subject subject, String body, Header... headers) {
    return ChatExchange.begin(
        RequestId.next(),
        subject,
        "/v1/chat/completions",
        Headers.of(List.of(headers)),
        ChatRequest.of("/v1/chat/completions", body.replace('\'', '"').getBytes(UTF_8)));
  }

  static ChatExchange delete(Subject subject, String request) {
    return ChatExchange.begin(
        RequestId.next(),
        subject,
        "DELETE",
        "/v1/chat/completions/" + request,
        Headers.none(),
        ChatRequest.of("/v1/chat/completions/" + request, new byte[0]));
  }

  static String completion(String text, String finishReason) {
    return """
    {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-5-mini",
     "choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"%s"}],
     "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
    """
        .formatted(Json.quote(text), finishReason);
  }
}
