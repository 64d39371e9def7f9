package io.sluice.runner.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cache.CacheObserver;
import io.sluice.cache.SemanticCache;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Headers;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.AnswerStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Pairs of requests that differ in one thing that determines their answer: what is kept for the one
 * never answers the other, in no layer and no store. Each pair's first request is a hit when it is
 * asked again, so that a cache that finds nothing does not pass.
 */
abstract class NoCrossHits {

  private static final int PAIRS = 10_000;

  /** Requests at once: most of a pair's time is spent waiting for a store. */
  private static final int AT_ONCE = 16;

  /** Returns an empty store for more than 10,000 answers. */
  abstract AnswerStore open();

  /** Waits until everything that was put can be found. */
  void settle() {}

  /** What tells the two requests of a pair apart. */
  private static final Map<String, BiFunction<Asked, String, Asked>> DIFFERENCES = differences();

  private static Map<String, BiFunction<Asked, String, Asked>> differences() {
    var all = new LinkedHashMap<String, BiFunction<Asked, String, Asked>>();
    all.put("consumer", (a, x) -> a.by(new Subject(x, "sales", "chat")));
    all.put("route", (a, x) -> a.by(new Subject(a.subject().consumer(), "sales", x)));
    all.put("tier", (a, x) -> a.routedTo(x));
    all.put("path", (a, x) -> a.at("/" + x + "/chat/completions"));
    all.put("header", (a, x) -> a.withHeader("OpenAI-Beta", x));
    all.put("model", (a, x) -> a.with("model", x));
    all.put("system prompt", (a, x) -> a.withMessage(0, content(x)));
    all.put("system role", (a, x) -> a.withMessage(0, put("role", "developer")));
    all.put("earlier question", (a, x) -> a.withMessage(1, content(x)));
    all.put("earlier answer", (a, x) -> a.withMessage(2, content(x)));
    all.put("name", (a, x) -> a.withMessage(3, put("name", x)));
    all.put("tool", (a, x) -> a.with("tools", List.of(tool(x, "Looks up."))));
    all.put("tool's description", (a, x) -> a.with("tools", List.of(tool("look_up", x))));
    all.put("tool choice", (a, x) -> a.with("tool_choice", x));
    all.put("response format", (a, x) -> a.with("response_format", Map.of("type", x)));
    all.put("temperature", (a, x) -> a.with("temperature", 0.25));
    all.put("top_p", (a, x) -> a.with("top_p", 0.25));
    all.put("seed", (a, x) -> a.with("seed", x.hashCode()));
    all.put("max_tokens", (a, x) -> a.with("max_tokens", 17));
    all.put("stop", (a, x) -> a.with("stop", List.of(x)));
    all.put("penalty", (a, x) -> a.with("frequency_penalty", 0.5));
    all.put("reasoning effort", (a, x) -> a.with("reasoning_effort", x));
    all.put("end user", (a, x) -> a.with("user", x));
    all.put("a field that nobody knows", (a, x) -> a.with("x_" + x, true));
    return all;
  }

  private static UnaryOperator<Map<String, Object>> content(String text) {
    return put("content", text);
  }

  private static UnaryOperator<Map<String, Object>> put(String key, String value) {
    return message -> {
      message.put(key, value);
      return message;
    };
  }

  private static Map<String, Object> tool(String name, String description) {
    return Map.of("type", "function", "function", Map.of("name", name, "description", description));
  }

  private record Pair(String difference, Asked kept, Asked other) {}

  private final Random random = new Random(4);

  private Pair pair(int number) {
    var differences = new ArrayList<>(DIFFERENCES.entrySet());
    var difference = differences.get(number % differences.size());
    var kept =
        new Asked(
            new Subject("consumer" + random.nextInt(50), "sales", "chat"),
            "/v1/chat/completions",
            Headers.none(),
            Optional.empty(),
            new TreeMap<>(
                Map.of(
                    "model",
                    "m",
                    "temperature",
                    0,
                    "tools",
                    List.of(tool("look_up", "Looks up.")))),
            List.of(
                Map.of("role", "system", "content", words()),
                Map.of("role", "user", "content", words()),
                Map.of("role", "assistant", "content", words()),
                Map.of("role", "user", "content", words())));
    return new Pair(difference.getKey(), kept, difference.getValue().apply(kept, word()));
  }

  /** A few of many questions, so that neighbours are plenty. */
  private String words() {
    return "what does item %s cost in store %s".formatted(word(), word());
  }

  private String word() {
    var letters = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }

  @Test
  void whatIsKeptForOneRequestNeverAnswersAnotherThatDiffersInOneThing() throws Exception {
    var cache =
        new SemanticCache(
            open(),
            new WordsModel(),
            CacheObserver.NOBODY,
            InstantSource.system(),
            Runnable::run,
            new Random(1),
            Duration.ZERO);
    var route = prepare(cache);
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < PAIRS; i++) {
      pairs.add(pair(i));
    }

    each(pairs, pair -> answer(route, pair.kept().exchange()));
    settle();

    each(
        pairs,
        pair -> {
          assertThat(isHit(route, pair.kept())).as(pair.difference()).isTrue();
          assertThat(isHit(route, reworded(pair.kept()))).as(pair.difference()).isTrue();
          assertThat(isHit(route, pair.other())).as(pair.difference()).isFalse();
          assertThat(isHit(route, reworded(pair.other()))).as(pair.difference()).isFalse();
        });
  }

  /** The same question for the semantic layer, and another one for the exact one. */
  private static Asked reworded(Asked asked) {
    return asked.withMessage(
        3,
        message -> {
          message.put(
              "content", String.valueOf(message.get("content")).toUpperCase(Locale.ROOT) + "?");
          return message;
        });
  }

  private interface Step<T> {
    void run(T value);
  }

  private static <T> void each(List<T> values, Step<T> step) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var done = values.stream().map(value -> threads.submit(() -> step.run(value))).toList();
      for (var one : done) {
        one.get();
      }
    }
  }

  private static <C> RoutePlugin prepare(Plugin<C> plugin) {
    return plugin.prepare(
        Settings.parseJson(plugin.name(), "{\"tools\":true,\"ttl\":\"1d\"}", plugin::read));
  }

  private static boolean isHit(RoutePlugin route, Asked asked) {
    return route.onRequest(asked.exchange()) instanceof Action.Stop;
  }

  private static void answer(RoutePlugin route, ChatExchange exchange) {
    var after = exchange;
    if (route.onRequest(exchange) instanceof Action.Rewrite(List<Change> changes)) {
      for (var change : changes) {
        after = after.with(change);
      }
    }
    var body =
        """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
         "message":{"role":"assistant","content":"Answer."},"finish_reason":"stop"}]}
        """;
    route.onEnd(
        after,
        new Ending.Logged(
            new LogEntry(
                after.id().value(),
                200,
                "application/json",
                body,
                true,
                body.length(),
                "",
                "MISS",
                Duration.ofSeconds(1),
                Duration.ZERO)));
  }
}
