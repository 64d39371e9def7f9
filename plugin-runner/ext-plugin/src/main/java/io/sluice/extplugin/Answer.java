package io.sluice.extplugin;

import io.sluice.exchange.Action;

/**
 * A route's answer to a call.
 *
 * @param taken run just before the answer is sent, and only if it is: not when it came too late.
 *     Does not block; if it throws, the call is answered with an error
 */
public record Answer(Action action, Runnable taken) {

  /** An answer after which nothing is left to do. */
  public static Answer of(Action action) {
    return new Answer(action, () -> {});
  }
}
