package io.sluice.extplugin;

/** A route's plugins, ready to be called. Thread-safe. */
public interface Route {

  /** Returns what is fetched for each call. */
  Needs needs();

  /**
   * Answers a call. May block; is interrupted shortly before the call's deadline.
   *
   * <p>Whatever it throws becomes a 503, or a pass where the APISIX route allows degradation.
   */
  Answer call(HttpCall call);
}
