package io.sluice.cache;

import io.sluice.cache.guard.Guard;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.cache.AnswerStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * {@code ai-semantic-cache}: answers a question that means the same as an earlier one with the
 * earlier answer.
 */
public final class SemanticCache implements Plugin<SemanticCacheConfig> {

  static final String NAME = "ai-semantic-cache";

  private final Parts parts;

  /**
   * @param answers where they are kept; spared for a moment after it failed
   * @param executor where answers are taken to the store; it may block
   * @param random for lifetimes
   * @param longestWait of a request for the answer to an equal one, whatever its route says: well
   *     under the deadline of the request phase
   */
  public SemanticCache(
      AnswerStore answers,
      EmbeddingModel model,
      CacheObserver observer,
      InstantSource clock,
      Executor executor,
      RandomGenerator random,
      Duration longestWait) {
    var spared = new SparedAnswerStore(answers, clock);
    var flights = new Flights(clock);
    this.parts =
        new Parts(
            spared,
            model,
            new Guard(),
            flights,
            new Served(),
            new Keeper(spared, model, flights, observer, clock, executor, random),
            new Routes(),
            observer,
            clock,
            longestWait);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SemanticCacheConfig read(Settings settings) {
    return SemanticCacheConfig.read(settings);
  }

  @Override
  public RoutePlugin prepare(SemanticCacheConfig config) {
    return new CachedRoute(config, parts);
  }

  /**
   * Tells how a request would fare on its subject's route, without serving or keeping anything.
   *
   * @return empty if that route's cache was not used since the runner started
   * @throws io.sluice.exchange.DependencyException if store or model fail
   */
  public Optional<Explanation> explain(ChatExchange exchange) {
    return parts.routes().of(exchange.subject().route()).map(route -> route.explain(exchange));
  }
}
