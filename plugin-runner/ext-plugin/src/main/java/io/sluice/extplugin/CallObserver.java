package io.sluice.extplugin;

import java.time.Duration;

/** Hears how calls end, to count them. Thread-safe, does not block. */
@FunctionalInterface
public interface CallObserver {

  /** What APISIX was told. */
  enum Outcome {
    PASS,
    REWRITE,
    STOP,
    /** An error: a 503, or a pass where the route allows degradation. */
    ERROR,
    /** The same, because the deadline had passed. */
    TIMEOUT
  }

  /** Hears of a call's end, just after its answer was written. */
  void ended(Outcome outcome, Duration took);
}
