package io.sluice.cache;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.replay.RecordedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes answers to the store when their exchanges have ended, on threads of its own.
 *
 * <p>Thread-safe. What it can't take to the store, or what comes while too many wait for that, is
 * not kept, and nobody notices but the metrics.
 */
final class Keeper {

  private static final Logger logger = LoggerFactory.getLogger(Keeper.class);

  /** Answers on their way to the store at once. */
  private static final int MOST = 256;

  /** What a decision's reason is whose plugin gave the request less than it asked for. */
  private static final String DEGRADED = "degraded";

  private final AnswerStore answers;
  private final EmbeddingModel model;
  private final Flights flights;
  private final CacheObserver observer;
  private final InstantSource clock;
  private final Executor executor;
  private final RandomGenerator random;
  private final Semaphore permits = new Semaphore(MOST);

  Keeper(
      AnswerStore answers,
      EmbeddingModel model,
      Flights flights,
      CacheObserver observer,
      InstantSource clock,
      Executor executor,
      RandomGenerator random) {
    this.answers = answers;
    this.model = model;
    this.flights = flights;
    this.observer = observer;
    this.clock = clock;
    this.executor = executor;
    this.random = random;
  }

  /**
   * Ends a request: whoever waits for its answer gets it, and the store does, if it may be kept.
   */
  void end(ChatExchange exchange, Pending pending, Ending ending, SemanticCacheConfig config) {
    if (!(ending instanceof Ending.Logged(LogEntry entry))) {
      land(pending, Optional.empty());
      return;
    }
    if (entry.body().length() > config.maxAnswerBytes()) {
      land(pending, Optional.empty());
      observer.notKept("size");
      return;
    }
    if (!permits.tryAcquire()) {
      land(pending, Optional.empty());
      observer.notKept("busy");
      return;
    }
    executor.execute(() -> {
      try {
        keep(exchange, pending, entry, config);
      } finally {
        permits.release();
        land(pending, Optional.empty());
      }
    });
  }

  private void keep(
      ChatExchange exchange, Pending pending, LogEntry entry, SemanticCacheConfig config) {
    switch (outcome(exchange, entry)) {
      case RecordedAnswer.Outcome.NotTaken(var why) -> observer.notKept(why.label());
      case RecordedAnswer.Outcome.Taken(RecordedAnswer answer) -> {
        if (isDegraded(exchange)) {
          observer.notKept(DEGRADED);
          return;
        }
        pending.shadow().ifPresent(shadow -> compare(exchange, shadow, answer));
        keep(exchange, pending, answer, config);
      }
    }
  }

  private static RecordedAnswer.Outcome outcome(ChatExchange exchange, LogEntry entry) {
    return RecordedAnswer.of(
        exchange.request(), entry.status(), entry.contentType(), entry.body(), entry.complete());
  }

  private void keep(
      ChatExchange exchange, Pending pending, RecordedAnswer answer, SemanticCacheConfig config) {
    var entry = new CacheEntry(head(exchange, pending, answer, config), answer.encode());
    land(pending, Optional.of(new Recalled(entry.head(), answer)));
    try {
      answers.put(entry);
      observer.kept();
    } catch (DependencyException e) {
      observer.notKept(e.dependency());
      logger.atDebug().addKeyValue("entry", entry.head().id()).setCause(e).log("answer not kept");
    }
  }

  private EntryHead head(
      ChatExchange exchange, Pending pending, RecordedAnswer answer, SemanticCacheConfig config) {
    var key = pending.key();
    var now = clock.instant();
    var fresh = freshUntil(now, config);
    return new EntryHead(
        key.id(),
        key.partition(),
        new Origin(key.cache(), exchange.subject(), exchange.id()),
        key.question(),
        key.context(),
        embedding(pending),
        answer.digest(),
        now,
        fresh,
        fresh.plus(config.staleWhileRevalidate()));
  }

  /** Shortened at random, so that what was asked in one burst is not asked anew in one. */
  private Instant freshUntil(Instant now, SemanticCacheConfig config) {
    double part = 1 - config.ttlJitter() * random.nextDouble();
    return now.plus(Duration.ofMillis((long) (config.ttl().toMillis() * part)));
  }

  /** Without the model, an entry can still serve equal requests. */
  private Optional<Embedding> embedding(Pending pending) {
    if (pending.embedding().isPresent() || !pending.key().isComparable()) {
      return pending.embedding();
    }
    try {
      return Optional.of(model.embed(pending.key().question()));
    } catch (DependencyException e) {
      observer.notKept("embedding");
      return Optional.empty();
    }
  }

  /** What a plugin gave less for than was asked must not be served to those who get it all. */
  private static boolean isDegraded(ChatExchange exchange) {
    return exchange.decisions().stream()
        .anyMatch(decision -> DEGRADED.equals(decision.details().get("reason")));
  }

  /** How far what would have been served says what the model now says. */
  private void compare(ChatExchange exchange, Found.Hit shadow, RecordedAnswer answer) {
    double agreement;
    try {
      agreement =
          shadow.answer().digest().equals(answer.digest())
              ? 1
              : model.embed(shadow.answer().text()).similarity(model.embed(answer.text()));
    } catch (DependencyException e) {
      return;
    }
    observer.shadowed(shadow.layer(), agreement);
    logger
        .atInfo()
        .addKeyValue("exchange", exchange.id())
        .addKeyValue("entry", shadow.head().id())
        .addKeyValue("layer", shadow.layer().label())
        .addKeyValue("similarity", Search.decimal(shadow.similarity()))
        .addKeyValue("agreement", Search.decimal(agreement))
        .log("shadow: would have been served");
  }

  private void land(Pending pending, Optional<Recalled> answer) {
    pending.flights().forEach(flight -> flights.land(flight, answer));
  }
}
