package io.sluice.exchange;

import java.time.Duration;

/**
 * A plugin with a route's configuration: what happens to the requests of that route.
 *
 * <p>Thread-safe; plain blocking code on a virtual thread that is interrupted when the time budget
 * of the request phase is used up.
 */
public interface RoutePlugin {

  /**
   * Acts on a request, in the order in which the route lists its plugins.
   *
   * @throws DependencyException if a model or a store fails: {@link #onFailure} decides then
   */
  Action onRequest(ChatExchange exchange);

  /**
   * Acts once more on a request that passed all plugins, when its text and target are final.
   *
   * @throws DependencyException if a model or a store fails: {@link #beforeUpstreamFailed} decides
   *     then
   */
  default Action beforeUpstream(ChatExchange exchange) {
    return Action.pass();
  }

  /** Decides without what failed, or without the time to ask it. Does not block. */
  default Action onFailure(ChatExchange exchange) {
    return Action.pass();
  }

  /** Decides in place of {@link #beforeUpstream} without what failed. Does not block. */
  default Action beforeUpstreamFailed(ChatExchange exchange) {
    return Action.pass();
  }

  /**
   * Returns how much longer than the request phase usually may a request may take, because the
   * plugin waits for something outside; zero or more.
   */
  default Duration patience() {
    return Duration.ZERO;
  }

  /** Learns how an exchange that it saw ended: called once for each. */
  default void onEnd(ChatExchange exchange, Ending ending) {}
}
