package io.sluice.exchange.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * Which targets answer, and how fast, as the ends of exchanges showed.
 *
 * <p>Thread-safe; nothing of it blocks or fails. Targets are named as in the catalog; one that was
 * never heard of is well.
 */
public interface TargetHealth {

  /** Whether requests may be sent to a target. */
  enum State {
    /** It answers. */
    CLOSED,
    /** It failed too often: nothing is sent. */
    OPEN,
    /** It may be back: a few requests are sent, to see. */
    HALF_OPEN,
    /** An operator took it out. */
    FORCED_OPEN,
    /** An operator keeps it in, whatever it does. */
    FORCED_CLOSED
  }

  /**
   * How long answers take, over the last minutes.
   *
   * @param firstToken the median time to the provider's first byte
   * @param perToken the median time for each token after it
   * @param samples how many answers that is, at least 1
   */
  record Latency(Duration firstToken, Duration perToken, int samples) {

    /** Returns how long an answer of that many tokens takes. */
    public Duration of(long tokens) {
      return firstToken.plus(perToken.multipliedBy(tokens));
    }
  }

  /** How a request that was sent to a target ended. */
  sealed interface Result {

    /**
     * The target answered.
     *
     * @param firstToken until the provider's first byte; zero when unknown
     * @param took until its last
     * @param completionTokens of the answer; 0 when unknown
     */
    record Served(Duration firstToken, Duration took, long completionTokens) implements Result {}

    /**
     * The target failed.
     *
     * @param status what it answered; 0 for nothing
     */
    record Failed(int status, Duration took) implements Result {}

    /** Nobody knows, or it never was sent: what {@link #admit} gave is given back. */
    record Unknown() implements Result {}
  }

  /** Returns whether a target is in rotation, without taking anything. */
  State state(String target);

  /** Returns how fast a target is; empty while nothing is known. */
  Optional<Latency> latency(String target);

  /**
   * Asks to send one request to a target.
   *
   * @return false for a target that is open, or half open with all its probes taken; after true,
   *     {@link #ended} is called once
   */
  boolean admit(String target);

  /** Tells how a request ended that was admitted. */
  void ended(String target, Result result);

  /** Returns that of targets of which nobody hears: all are well, and nobody knows how fast. */
  static TargetHealth unwatched() {
    return new TargetHealth() {
      @Override
      public State state(String target) {
        return State.CLOSED;
      }

      @Override
      public Optional<Latency> latency(String target) {
        return Optional.empty();
      }

      @Override
      public boolean admit(String target) {
        return true;
      }

      @Override
      public void ended(String target, Result result) {}
    };
  }
}
