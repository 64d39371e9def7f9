package io.sluice.router.evaluation;

import io.sluice.exchange.ChatExchange;

/** Decides where a request would go. */
@FunctionalInterface
public interface Decider {

  /**
   * Decides.
   *
   * @throws io.sluice.exchange.DependencyException if it can't, not even without what failed
   */
  Decided decide(ChatExchange exchange);
}
