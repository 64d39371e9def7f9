package io.sluice.tokenlimit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Standing;
import io.sluice.testkit.FakeTokenCounter;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.ledger.SwitchableLedger;
import io.sluice.tokenlimit.ledger.InMemoryTokenLedger;
import io.sluice.tokenlimit.ledger.SharedLedger;
import io.sluice.tokenlimit.quota.Party;
import io.sluice.tokenlimit.quota.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A route with limits, a ledger that can go away, and a clock that a test moves. */
final class Fixture {

  static final Duration LIFETIME = Duration.ofMinutes(15);

  static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: small, tier: fast, model: gpt-5-mini, price: {input: 1, output: 2}}
            - {name: large, tier: smart, model: gpt-5.1, price: {input: 10, cached_input: 1, output: 100}}
            - {name: other, tier: smart, model: estimated-1, price: {input: 10, output: 100}}
          """);

  static final Subject ALICE = new Subject("alice", "finance", "chat");

  final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
  final SwitchableLedger ledger = new SwitchableLedger(new InMemoryTokenLedger(clock));
  final SharedLedger shared = new SharedLedger(ledger, LIFETIME, clock);
  final List<BudgetAlert> alerts = new ArrayList<>();
  final Heard heard = new Heard();
  private final AtomicInteger requests = new AtomicInteger();
  Quotas quotas = Quotas.NONE;
  Catalog catalog = CATALOG;
  TokenLimit plugin = plugin();

  /** What the observer was told, in words. */
  static final class Heard implements LimitObserver {

    final List<String> said = new ArrayList<>();

    @Override
    public void refused(String budget) {
      said.add("refused " + budget);
    }

    @Override
    public void degraded(String budget) {
      said.add("degraded " + budget);
    }

    @Override
    public void attemptDropped(String budget) {
      said.add("dropped " + budget);
    }

    @Override
    public void unpriced(String target) {
      said.add("unpriced " + target);
    }

    @Override
    public void settled(String how) {
      said.add("settled " + how);
    }

    @Override
    public void alerted(String budget, int percent) {
      said.add("alerted " + budget + " " + percent);
    }
  }

  TokenLimit plugin() {
    return new TokenLimit(
        () -> quotas,
        () -> catalog,
        new FakeTokenCounter(),
        shared,
        alerts::add,
        heard,
        clock,
        Runnable::run);
  }

  /** Puts budgets in force, in YAML without the first line. */
  Fixture budgets(String yaml) {
    quotas = Quotas.parse("budgets:\n" + yaml.indent(2), CATALOG);
    return this;
  }

  RoutePlugin route(String json) {
    return plugin.prepare(Settings.parseJson(TokenLimit.NAME, json, plugin::read));
  }

  RoutePlugin route() {
    return route("{}");
  }

  /** Returns a question of words, with more members of the body. */
  ChatExchange ask(int words, String... members) {
    return ask(ALICE, words, members);
  }

  ChatExchange ask(Subject subject, int words, String... members) {
    var more = members.length == 0 ? "" : "," + String.join(",", members);
    return body(
        subject,
        "/v1/chat/completions",
        "{\"model\":\"gpt-5.1\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
            .formatted("word ".repeat(words).strip(), more));
  }

  ChatExchange body(Subject subject, String path, String body) {
    return body(subject, path, Headers.none(), body.getBytes(UTF_8));
  }

  ChatExchange body(Subject subject, String path, Headers headers, byte[] body) {
    return ChatExchange.begin(
        new RequestId("id-" + requests.incrementAndGet()),
        subject,
        path,
        headers,
        ChatRequest.of(path, body));
  }

  /** Returns an exchange as an action leaves it. */
  static ChatExchange after(ChatExchange exchange, Action action) {
    var changed = exchange;
    if (action instanceof Action.Rewrite(List<Change> changes)) {
      for (var change : changes) {
        changed = changed.with(change);
      }
    }
    return changed;
  }

  /** Takes an exchange through both moments of the request phase. */
  static ChatExchange admit(RoutePlugin route, ChatExchange exchange) {
    var action = route.onRequest(exchange);
    if (!(action instanceof Action.Stop)) {
      action = route.beforeUpstream(exchange);
    }
    if (action instanceof Action.Stop stop) {
      throw new AssertionError(new String(stop.body(), UTF_8));
    }
    return after(exchange, action);
  }

  static boolean isAdmitted(RoutePlugin route, ChatExchange exchange) {
    return !(route.onRequest(exchange) instanceof Action.Stop)
        && !(route.beforeUpstream(exchange) instanceof Action.Stop);
  }

  static List<Header> responseHeaders(Action action) {
    return switch (action) {
      case Action.Stop stop -> stop.headers().asList();
      case Action.Rewrite(List<Change> changes) ->
          changes.stream()
              .filter(Change.AddResponseHeader.class::isInstance)
              .map(Change.AddResponseHeader.class::cast)
              .map(added -> new Header(added.name(), added.value()))
              .toList();
      case Action.Pass ignored -> List.of();
    };
  }

  static Ending answered(long prompt, long completion) {
    return logged(
        """
        {"object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":"x"}}],
         "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}
        """
            .formatted(prompt, completion, prompt + completion));
  }

  static Ending logged(String body) {
    return new Ending.Logged(entry("id", 200, "application/json", body, true, body.length()));
  }

  static LogEntry entry(
      String id, int status, String type, String body, boolean complete, long bytesSent) {
    return new LogEntry(
        id, status, type, body, complete, bytesSent, "u", "", Duration.ZERO, Duration.ZERO);
  }

  /** Returns how the first account of a subject stands in a budget. */
  Standing standing(String budget) {
    return standing(budget, new Party(ALICE, "smart", "large"));
  }

  Standing standing(String budget, Party party) {
    return ledger.standings(List.of(account(budget, party))).getFirst();
  }

  Account account(String budget, Party party) {
    return quotas.covering(party).stream()
        .filter(covering -> covering.budget().name().equals(budget))
        .findFirst()
        .orElseThrow()
        .account();
  }
}
