package io.sluice.runner.exchanges;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.RoutePlugin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchanges that APISIX has not logged yet. Each ends exactly once: by its log entry, or
 * unlogged when its deadline passes or too many are open.
 */
public final class ExchangeRegistry {

  private static final Logger logger = LoggerFactory.getLogger(ExchangeRegistry.class);

  private record Open(ChatExchange exchange, List<RoutePlugin> plugins) {}

  private final Cache<String, Open> open;
  private final ExchangeMetrics metrics;

  /**
   * @param deadline after which an exchange ends unlogged
   * @param maxOpen above it one of them ends at once, unlogged
   */
  public ExchangeRegistry(Duration deadline, int maxOpen, MeterRegistry meters) {
    this(
        deadline,
        maxOpen,
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
      int maxOpen,
      MeterRegistry meters,
      Ticker ticker,
      Scheduler scheduler,
      Executor executor) {
    this.open =
        Caffeine.newBuilder()
            .expireAfterWrite(deadline)
            .maximumSize(maxOpen)
            .ticker(ticker)
            .scheduler(scheduler)
            .executor(executor)
            .removalListener(this::removed)
            .build();
    this.metrics = new ExchangeMetrics(meters, open::estimatedSize);
  }

  /** Opens an exchange whose answer is about to be given to APISIX. */
  public void begin(ChatExchange exchange, List<RoutePlugin> plugins) {
    open.put(exchange.id().value(), new Open(exchange, List.copyOf(plugins)));
  }

  /**
   * Ends the exchange that a log entry is about.
   *
   * @return whether it was open; not when it was logged before, when it never reached the runner,
   *     or when the runner restarted meanwhile
   */
  public boolean end(LogEntry entry) {
    var ended = open.asMap().remove(entry.requestId());
    if (ended == null) {
      metrics.ended(entry.requestId().isEmpty() ? "not_ours" : "unknown");
      return false;
    }
    metrics.ended("logged");
    metrics.logged(ended.exchange(), entry);
    end(ended, new Ending.Logged(entry));
    return true;
  }

  /** Ends what is overdue, without waiting for the next occasion to look. */
  void endOverdue() {
    open.cleanUp();
  }

  /** Returns about how many exchanges are open. */
  public long size() {
    return open.estimatedSize();
  }

  private void removed(@Nullable String id, @Nullable Open removed, RemovalCause cause) {
    if (removed != null && cause.wasEvicted()) {
      metrics.ended(cause == RemovalCause.SIZE ? "too_many" : "unlogged");
      end(removed, new Ending.Unlogged());
    }
  }

  private static void end(Open ended, Ending ending) {
    for (var plugin : ended.plugins()) {
      try {
        plugin.onEnd(ended.exchange(), ending);
      } catch (RuntimeException | Error e) {
        // The others still learn of it: this one's bug is not theirs.
        logger
            .atError()
            .addKeyValue("exchange", ended.exchange().id())
            .setCause(e)
            .log("a plugin failed at the end of an exchange");
      }
    }
  }
}
