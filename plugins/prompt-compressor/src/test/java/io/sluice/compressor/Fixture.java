package io.sluice.compressor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Compression;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Json;
import io.sluice.exchange.PromptCount;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.TokenCounter;
import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.FakeTokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A compressor with a clock that a test moves; requests to it. A token is a word. */
final class Fixture {

  static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: fast, tier: fast, model: mini, price: {input: 1, output: 2},
               context_window: 1000}
            - {name: odd, tier: fast, model: odd-1, price: {input: 1, output: 2}}
            - {name: smart, tier: smart, model: gpt-5, price: {input: 10, output: 20},
               context_window: 2000}
          """);

  static final String ANSWER = "The password of the vault is Alpenglow 42.";

  static final String QUESTION = "What is the password of the vault?";

  /** What the observer was told. */
  static final class Heard implements CompressorObserver {

    final List<Compression> done = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();
    int outOfTime;

    @Override
    public void done(Compression compression) {
      done.add(compression);
    }

    @Override
    public void skipped(String reason) {
      skipped.add(reason);
    }

    @Override
    public void outOfTime() {
      outOfTime++;
    }
  }

  /** Words; for a model whose name begins with {@code odd}, shorter prompts have more tokens. */
  private static final class Counter implements TokenCounter {

    private final FakeTokenCounter words = new FakeTokenCounter();

    @Override
    public PromptCount prompt(ChatRequest request, String model) {
      var count = words.prompt(request, model);
      return model.startsWith("odd") ? new PromptCount(1_000_000 - count.tokens(), 0, true) : count;
    }

    @Override
    public long text(String text, String model) {
      return words.text(text, model);
    }
  }

  /** What became of a request. */
  record Sent(ChatExchange exchange, List<Change> changes) {

    String body() {
      return new String(exchange.request().body(), UTF_8);
    }

    String text() {
      return exchange.request().lastUserText();
    }

    Optional<Compression> compression() {
      return exchange.kept(Compression.class);
    }

    String reason() {
      return exchange.decisions().getLast().details().getOrDefault("reason", "");
    }

    Optional<String> header(String name) {
      return changes.stream()
          .filter(Change.AddResponseHeader.class::isInstance)
          .map(Change.AddResponseHeader.class::cast)
          .filter(header -> header.name().equals(name))
          .map(Change.AddResponseHeader::value)
          .findFirst();
    }
  }

  final Heard heard = new Heard();
  final AtomicLong nanos = new AtomicLong();

  /** How far the clock goes each time that it is looked at. */
  final AtomicLong step = new AtomicLong();

  final PromptCompressor plugin =
      new PromptCompressor(
          new CompressorPorts(
              () -> CATALOG,
              new Counter(),
              new FakeEmbeddingModel(),
              new FakeEmbeddingModel(),
              Optional.empty(),
              heard,
              () -> nanos.addAndGet(step.get())));

  PromptCompressorConfig read(String json) {
    return Settings.parseJson(PromptCompressor.NAME, json.replace('\'', '"'), plugin::read);
  }

  RoutePlugin route(String json) {
    return plugin.prepare(read(json));
  }

  static String documents(int paragraphs) {
    return IntStream.range(0, paragraphs)
        .mapToObj(i ->
            i == paragraphs / 3
                ? ANSWER
                : "Paragraph %d tells of gardens, rivers and trains in autumn.".formatted(i))
        .collect(Collectors.joining("\n\n"));
  }

  static ChatExchange exchange(String body, Header... headers) {
    return ChatExchange.begin(
        RequestId.next(),
        new Subject("alice", "sales", "chat"),
        "/v1/chat/completions",
        Headers.of(List.of(headers)),
        ChatRequest.of("/v1/chat/completions", body.getBytes(UTF_8)));
  }

  static String chat(String text) {
    return "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
        .formatted(Json.quote(text));
  }

  static ChatExchange ask(int paragraphs) {
    return exchange(chat(documents(paragraphs) + "\n\n" + QUESTION));
  }

  static Sent send(RoutePlugin route, ChatExchange exchange) {
    var asked = apply(new Sent(exchange, List.of()), route.onRequest(exchange));
    return apply(asked, route.beforeUpstream(asked.exchange()));
  }

  static Sent apply(Sent sent, Action action) {
    if (!(action instanceof Action.Rewrite(List<Change> changes))) {
      return sent;
    }
    var exchange = sent.exchange();
    for (var change : changes) {
      exchange = exchange.with(change);
    }
    var all = new ArrayList<>(sent.changes());
    all.addAll(changes);
    return new Sent(exchange, all);
  }
}
