package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.JsonSchemas;
import io.sluice.exchange.routing.LanguageDetector;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.Upstream;
import io.sluice.router.intent.SentenceModels;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the router needs of the world.
 *
 * @param catalog the current one: it may change between two requests
 * @param background where shadows decide; may block
 */
public record RouterPorts(
    Supplier<Catalog> catalog,
    SentenceModels models,
    ComplexityModels complexityModels,
    TokenCounter counter,
    LanguageDetector languages,
    JsonSchemas schemas,
    TargetHealth health,
    Upstream upstream,
    DecisionLog decisions,
    RouterObserver observer,
    InstantSource clock,
    Executor background) {

  /**
   * Returns what is needed to decide without a gateway: every target is well, no language is told,
   * nothing is kept, and shadows do not decide.
   */
  public static RouterPorts offline(
      Supplier<Catalog> catalog, SentenceModels models, TokenCounter counter) {
    return new RouterPorts(
        catalog,
        models,
        ComplexityModels.packaged(),
        counter,
        text -> Optional.empty(),
        (schema, document) -> Optional.empty(),
        TargetHealth.unwatched(),
        Upstream.none(),
        DecisionLog.none(),
        RouterObserver.NONE,
        InstantSource.system(),
        task -> {});
  }

  /** Returns the same, of which nobody counts what is done with it. */
  RouterPorts unobserved() {
    return new RouterPorts(
        catalog,
        models,
        complexityModels,
        counter,
        languages,
        schemas,
        health,
        upstream,
        decisions,
        RouterObserver.NONE,
        clock,
        background);
  }

  /** Returns the same with another place for decisions. */
  public RouterPorts withDecisions(DecisionLog other) {
    return new RouterPorts(
        catalog,
        models,
        complexityModels,
        counter,
        languages,
        schemas,
        health,
        upstream,
        other,
        observer,
        clock,
        background);
  }
}
