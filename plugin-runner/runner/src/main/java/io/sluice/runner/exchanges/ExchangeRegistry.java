package io.sluice.runner.exchanges;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.RoutePlugin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchanges that APISIX has not logged yet. Each ends exactly once: by its log entry, or
 * unlogged when its deadline passes or the open ones take too much memory.
 */
public final class ExchangeRegistry {

  private static final Logger logger = LoggerFactory.getLogger(ExchangeRegistry.class);

  /** What an exchange takes in memory besides its body, roughly: headers, vectors, objects. */
  private static final int OVERHEAD_BYTES = 4096;

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private record Open(ChatExchange exchange, List<RoutePlugin> plugins) {}

  private final Cache<String, Open> open;
  private final Predicate<LogEntry> begunElsewhere;
  private final ExchangeMetrics metrics;
  private final Ticker ticker;
  private final AtomicLong nextWarning;

  /**
   * @param deadline after which an exchange ends unlogged
   * @param maxOpenBytes what open ones may take, roughly; above it some end at once, unlogged
   * @param begunElsewhere ends what another process began, such as this runner before its restart,
   *     and tells whether it could
   */
  public ExchangeRegistry(
      Duration deadline,
      long maxOpenBytes,
      Predicate<LogEntry> begunElsewhere,
      MeterRegistry meters) {
    this(
        deadline,
        maxOpenBytes,
        begunElsewhere,
        meters,
        Ticker.systemTicker(),
        Scheduler.systemScheduler(),
        Thread::startVirtualThread);
  }

  /**
   * @param executor where plugins hear of exchanges that nobody logged; they may block
   */
  ExchangeRegistry(
      Duration deadline,
      long maxOpenBytes,
      Predicate<LogEntry> begunElsewhere,
      MeterRegistry meters,
      Ticker ticker,
      Scheduler scheduler,
      Executor executor) {
    this.open =
        Caffeine.newBuilder()
            .expireAfterWrite(deadline)
            .maximumWeight(maxOpenBytes)
            .weigher((String id, Open exchange) -> weight(exchange.exchange()))
            .ticker(ticker)
            .scheduler(scheduler)
            .executor(executor)
            .removalListener(this::removed)
            .build();
    this.begunElsewhere = begunElsewhere;
    this.ticker = ticker;
    this.nextWarning = new AtomicLong(ticker.read());
    this.metrics = new ExchangeMetrics(meters, open::estimatedSize);
  }

  /** Opens an exchange whose answer is about to be given to APISIX. */
  public void begin(ChatExchange exchange, List<RoutePlugin> plugins) {
    open.put(exchange.id().value(), new Open(exchange, List.copyOf(plugins)));
  }

  /**
   * Ends the exchange that a log entry is about.
   *
   * @return whether it was open, here or in another runner's life; not when it was logged before or
   *     never reached a runner
   */
  public boolean end(LogEntry entry) {
    if (entry.requestId().isEmpty()) {
      metrics.ended("not_ours");
      return false;
    }
    var ended = open.asMap().remove(entry.requestId());
    if (ended == null) {
      boolean elsewhere = endElsewhere(entry);
      metrics.ended(elsewhere ? "elsewhere" : "unknown");
      return elsewhere;
    }
    metrics.ended("logged");
    metrics.logged(ended.exchange(), entry);
    end(ended, new Ending.Logged(entry));
    return true;
  }

  private boolean endElsewhere(LogEntry entry) {
    try {
      return begunElsewhere.test(entry);
    } catch (DependencyException e) {
      // What nobody settles stays charged as it was reserved.
      logger
          .atWarn()
          .addKeyValue("exchange", entry.requestId())
          .setCause(e)
          .log("an exchange of another process can't be ended");
      return false;
    }
  }

  /** Ends what is overdue, without waiting for the next occasion to look. */
  void endOverdue() {
    open.cleanUp();
  }

  /** Returns about how many exchanges are open. */
  public long size() {
    return open.estimatedSize();
  }

  /** Returns about how many bytes an exchange takes: its body and the text read from it. */
  static int weight(ChatExchange exchange) {
    return OVERHEAD_BYTES + 2 * exchange.request().body().length;
  }

  private void removed(@Nullable String id, @Nullable Open removed, RemovalCause cause) {
    if (removed != null && cause.wasEvicted()) {
      metrics.ended(cause == RemovalCause.SIZE ? "too_many" : "unlogged");
      if (cause == RemovalCause.SIZE) {
        warn();
      }
      end(removed, new Ending.Unlogged());
    }
  }

  /** At most once a minute: it is one failure, however many exchanges it ends. */
  private void warn() {
    long now = ticker.read();
    long due = nextWarning.get();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS.toNanos())) {
      logger
          .atWarn()
          .addKeyValue("open", open.estimatedSize())
          .log("exchanges end unlogged: more are open than sluice.exchanges.max-open allows");
    }
  }

  private static void end(Open ended, Ending ending) {
    end(ended.exchange(), ended.plugins(), ending);
  }

  /** Tells plugins how an exchange ended that they have seen. */
  public static void end(ChatExchange exchange, List<RoutePlugin> plugins, Ending ending) {
    for (var plugin : plugins) {
      try {
        plugin.onEnd(exchange, ending);
      } catch (RuntimeException | Error e) {
        // The others still learn of it: this one's bug is not theirs.
        logger
            .atError()
            .addKeyValue("exchange", exchange.id())
            .setCause(e)
            .log("a plugin failed at the end of an exchange");
      }
    }
  }
}
