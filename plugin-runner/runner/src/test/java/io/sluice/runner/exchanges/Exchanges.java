package io.sluice.runner.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Headers;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Exchanges, their log entries, and a plugin that hears how they end. */
final class Exchanges {

  private Exchanges() {}

  static ChatExchange chat(String id) {
    return exchange(id, "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
  }

  static ChatExchange exchange(String id, String body) {
    return ChatExchange.begin(
        new RequestId(id),
        new Subject("", "", "chat"),
        "/v1/chat/completions",
        Headers.none(),
        ChatRequest.of(body.getBytes(UTF_8)));
  }

  static LogEntry entry(String id) {
    return entry(id, 200, Duration.ofMillis(300), Duration.ofMillis(20));
  }

  static LogEntry entry(String id, int status, Duration took, Duration firstByte) {
    return new LogEntry(id, status, "", "", true, 0, "", "", took, firstByte);
  }

  /** Remembers every end it hears of. */
  static final class Listener implements RoutePlugin {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    List<String> heard() {
      return List.copyOf(heard);
    }

    @Override
    public Action onRequest(ChatExchange exchange) {
      return Action.pass();
    }

    @Override
    public void onEnd(ChatExchange exchange, Ending ending) {
      heard.add(
          switch (ending) {
            case Ending.Logged(LogEntry entry) -> exchange.id() + " " + entry.status();
            case Ending.Unsent ignored -> "unsent";
            case Ending.Unlogged ignored -> exchange.id() + " unlogged";
          });
    }
  }
}
