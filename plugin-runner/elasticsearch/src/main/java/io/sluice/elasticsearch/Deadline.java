package io.sluice.elasticsearch;

import java.time.Duration;

/** Until when something must be over. */
record Deadline(long nanoTime, Duration timeout) {

  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  /** Returns how long there is left, in nanoseconds; 0 or less when it is over. */
  long nanosLeft() {
    return nanoTime - System.nanoTime();
  }
}
