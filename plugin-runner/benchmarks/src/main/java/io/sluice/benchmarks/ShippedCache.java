package io.sluice.benchmarks;

import io.sluice.cache.CacheObserver;
import io.sluice.cache.SemanticCache;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Headers;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.vectors.EntryIndex;
import io.sluice.vectors.InMemoryAnswerStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** The plugin itself, as the runner puts it together: requests go in, and log entries. */
final class ShippedCache implements TriedCache {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/v1/chat/completions";

  private final RoutePlugin route;

  /**
   * @param config of the route, in JSON
   */
  ShippedCache(EmbeddingModel model, EntryIndex.Gate gate, String config) {
    var clock = InstantSource.system();
    var answers =
        new InMemoryAnswerStore(
            clock,
            new InMemoryAnswerStore.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE),
            Optional.of(gate));
    this.route =
        prepare(
            new SemanticCache(
                answers,
                model,
                CacheObserver.NOBODY,
                clock,
                Runnable::run,
                new Random(1),
                Duration.ZERO),
            config);
  }

  static <C> RoutePlugin prepare(Plugin<C> plugin, String config) {
    return plugin.prepare(Settings.parseJson(plugin.name(), config, plugin::read));
  }

  @Override
  public void put(List<Turn> conversation, String answer) {
    // A new answer, whatever is there.
    var exchange = exchange(conversation, Headers.none().with("Cache-Control", "no-cache"));
    var after = exchange;
    if (route.onRequest(exchange) instanceof Action.Rewrite(List<Change> changes)) {
      for (var change : changes) {
        after = after.with(change);
      }
    }
    var body =
        JSON.writeValueAsString(
            Map.of(
                "object",
                "chat.completion",
                "model",
                "m",
                "choices",
                List.of(
                    Map.of(
                        "index",
                        0,
                        "message",
                        Map.of("role", "assistant", "content", answer),
                        "finish_reason",
                        "stop"))));
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
                "BYPASS",
                Duration.ZERO,
                Duration.ZERO)));
  }

  @Override
  public Optional<String> ask(List<Turn> conversation) {
    return route.onRequest(exchange(conversation, Headers.none())) instanceof Action.Stop hit
        ? Optional.of(
            ProviderAnswer.read("application/json", new String(hit.body(), StandardCharsets.UTF_8))
                .text())
        : Optional.empty();
  }

  private static ChatExchange exchange(List<Turn> conversation, Headers headers) {
    var messages =
        conversation.stream()
            .map(turn -> Map.of("role", turn.role(), "content", turn.text()))
            .toList();
    return ChatExchange.begin(
        RequestId.next(),
        new Subject("somebody", "", "route"),
        PATH,
        headers,
        ChatRequest.of(PATH, JSON.writeValueAsBytes(Map.of("model", "m", "messages", messages))));
  }
}
