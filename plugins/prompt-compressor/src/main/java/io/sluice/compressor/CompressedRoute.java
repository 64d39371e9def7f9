package io.sluice.compressor;

import io.sluice.compressor.PromptCompressorConfig.Mode;
import io.sluice.compressor.text.TimeLimit;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Compression;
import io.sluice.exchange.Compression.Outcome;
import io.sluice.exchange.Decision;
import io.sluice.exchange.PromptText;
import io.sluice.exchange.PromptTexts;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Uncompressed;
import io.sluice.exchange.asked.Ask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One route's compression. */
final class CompressedRoute implements RoutePlugin {

  private static final String SAVED = "X-AI-Tokens-Saved";

  private final PromptCompressorConfig config;
  private final CompressorPorts ports;
  private final Compressor compressor;
  private final Accounting accounting;
  private final String scoring;

  CompressedRoute(PromptCompressorConfig config, CompressorPorts ports) {
    this.config = config;
    this.ports = ports;
    this.compressor = Compressor.of(config, ports);
    this.accounting = new Accounting(ports);
    this.scoring = config.scoring().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Action onRequest(ChatExchange exchange) {
    if (config.clientOptOut() && OptOut.is(exchange.headers())) {
      return leave("opt_out", List.of());
    }
    boolean tagged = config.tags() && Tagged.mayBe(exchange.request().body());
    // A token is a byte at least.
    if (!tagged && exchange.request().body().length <= config.ranges().getFirst().over()) {
      return leave("short", List.of());
    }
    long start = ports.nanoTime().getAsLong();
    var model = Accounting.model(exchange);
    long tokens = accounting.count(exchange.request(), model);
    var goal = config.goal(tokens);
    if (!tagged && goal.isEmpty()) {
      return leave("short", List.of());
    }
    var texts = PromptTexts.of(exchange.request());
    var plan = Planner.plan(config, texts.texts(), Ask.of(exchange).text());
    var plain = texts.with(plan.texts(texts.texts().size()));
    if (goal.isEmpty() && !plan.selected()) {
      // Tags are not for the model to read.
      return leave("short", sending(exchange, plain));
    }
    if (!Sample.takes(exchange.id(), config.sample())) {
      return tell(Outcome.CONTROL, model, tokens, tokens, start, exchange, plain);
    }
    var shorter =
        plan.allowsNothing() ? plain : compress(exchange, texts, plan, tokens, goal, start);
    long after = shorter == exchange.request() ? tokens : accounting.count(shorter, model);
    if (after >= tokens) {
      return tell(Outcome.UNCHANGED, model, tokens, tokens, start, exchange, plain);
    }
    return config.mode() == Mode.SHADOW
        ? tell(Outcome.SHADOW, model, tokens, after, start, exchange, exchange.request())
        : tell(Outcome.COMPRESSED, model, tokens, after, start, exchange, shorter);
  }

  /** Without a goal only what a mark says is done, and what loses nothing. */
  private ChatRequest compress(
      ChatExchange exchange,
      PromptTexts texts,
      Plan plan,
      long tokens,
      Optional<Goal> goal,
      long start) {
    var limit = TimeLimit.of(config.timeLimit(tokens).minusNanos(since(start)), ports.nanoTime());
    if (goal.isPresent() && goal.get() instanceof Goal.Ratio(double share)) {
      long excess = Math.round((1 - share) * plan.allowed());
      return compress(texts, plan, OptionalLong.of(excess), limit);
    }
    var most = goal.map(wanted -> accounting.most(exchange, wanted)).orElse(OptionalLong.empty());
    if (most.isEmpty()) {
      return compress(texts, plan, OptionalLong.empty(), limit);
    }
    long over = Math.max(0, tokens - most.getAsLong());
    var shorter = compress(texts, plan, estimated(over, plan, tokens), limit);
    long left = accounting.count(shorter, Accounting.model(exchange)) - most.getAsLong();
    // What is chosen from is estimated: where that went wrong, it is known now by how much.
    return over == 0 || left <= 0 || limit.isOver()
        ? shorter
        : compress(texts, plan, estimated(over + left, plan, tokens), limit);
  }

  private ChatRequest compress(PromptTexts texts, Plan plan, OptionalLong excess, TimeLimit limit) {
    return texts.with(compressor.compress(plan, texts.texts().size(), excess, limit));
  }

  private static OptionalLong estimated(long excess, Plan plan, long tokens) {
    return OptionalLong.of(Math.ceilDiv(excess * plan.tokens(), tokens));
  }

  private Action leave(String reason, List<Change> sending) {
    ports.observer().skipped(reason);
    var changes = new ArrayList<>(sending);
    changes.add(new Change.Explain(Decision.of(PromptCompressor.NAME, reason)));
    return new Action.Rewrite(changes);
  }

  private Action tell(
      Outcome outcome,
      String model,
      long before,
      long after,
      long start,
      ChatExchange exchange,
      ChatRequest sent) {
    var took = Duration.ofNanos(since(start));
    var changes = new ArrayList<>(sending(exchange, sent));
    changes.add(
        new Change.Explain(
            Decision.of(PromptCompressor.NAME, outcome.name().toLowerCase(Locale.ROOT))
                .with("before", Long.toString(before))
                .with("after", Long.toString(after))));
    changes.add(
        new Change.Keep(
            new Compression(outcome, scoring, model, before, after, OptionalLong.empty(), took)));
    return new Action.Rewrite(changes);
  }

  private List<Change> sending(ChatExchange exchange, ChatRequest sent) {
    return sent == exchange.request() || config.mode() == Mode.SHADOW
        ? List.of()
        : List.of(
            new Change.SetBody(sent), new Change.Keep(Uncompressed.of(exchange.uncompressed())));
  }

  private long since(long start) {
    return ports.nanoTime().getAsLong() - start;
  }

  /** Counts as the target does that was chosen. */
  @Override
  public Action beforeUpstream(ChatExchange exchange) {
    var kept = exchange.kept(Compression.class);
    if (kept.isEmpty()) {
      return Action.pass();
    }
    var settled = accounting.settled(exchange, kept.get());
    boolean inVain = settled.outcome() != kept.get().outcome();
    return account(settled, inVain ? List.of(restored(exchange)) : List.of());
  }

  /** What is no shorter for the target's model than it was goes as it was. */
  private static Change restored(ChatExchange exchange) {
    var before = PromptTexts.of(exchange.uncompressed()).texts();
    var texts = before.stream().map(PromptText::text).toList();
    return new Change.SetBody(PromptTexts.of(exchange.request()).with(texts));
  }

  @Override
  public Action beforeUpstreamFailed(ChatExchange exchange) {
    return exchange
        .kept(Compression.class)
        .map(compression -> account(compression, List.of()))
        .orElseGet(Action::pass);
  }

  private Action account(Compression compression, List<Change> more) {
    ports.observer().done(compression);
    var changes = new ArrayList<>(more);
    changes.add(new Change.Keep(compression));
    changes.add(new Change.Keep(Uncompressed.FORGOTTEN));
    if (compression.saved() > 0) {
      changes.add(new Change.AddResponseHeader(SAVED, Long.toString(compression.saved())));
    }
    return new Action.Rewrite(changes);
  }
}
