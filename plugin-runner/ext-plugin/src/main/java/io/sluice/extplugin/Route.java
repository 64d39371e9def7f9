package io.sluice.extplugin;

import java.time.Duration;

/** A route's plugins, ready to be called. Thread-safe. */
public interface Route {

  /** Returns what is fetched for each call. */
  Needs needs();

  /**
   * Returns how much longer than the deadline of all calls its own may take; zero or more. What
   * APISIX would not wait for is cut off.
   */
  default Duration patience() {
    return Duration.ZERO;
  }

  /**
   * Answers a call. May block; is interrupted shortly before the call's deadline.
   *
   * <p>Whatever it throws becomes a 503, or a pass where the APISIX route allows degradation.
   */
  Answer call(HttpCall call);
}
