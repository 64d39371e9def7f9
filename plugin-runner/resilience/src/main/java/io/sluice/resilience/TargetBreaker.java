package io.sluice.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.sluice.exchange.routing.TargetHealth.Latency;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.exchange.routing.TargetHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One target's circuit breaker, and how fast it is. Thread-safe. */
final class TargetBreaker {

  private static final Logger logger = LoggerFactory.getLogger(TargetBreaker.class);

  private static final int WINDOW = 10;
  private static final int AT_LEAST = 5;
  private static final float FAILED_PERCENT = 50;
  private static final int PROBES = 3;
  private static final int FAILED_PROBES = 2;

  private final String target;
  private final BreakerConfig config;
  private final InstantSource clock;
  private final TransitionListener listener;
  private final CircuitBreaker breaker;
  private final RecentLatency latency = new RecentLatency();

  /** Guards what is below, and the order of a transition and what follows from it. */
  private final ReentrantLock lock = new ReentrantLock();

  /** When the probes began that have not ended. */
  private final ArrayDeque<Instant> probes = new ArrayDeque<>();

  private volatile Instant since;
  private Instant lastOutage = Instant.MIN;
  private Instant lastBegan = Instant.MIN;
  private Instant lastGivenUp = Instant.MIN;

  /** What the breaker wants to see of a failure; nobody throws it. */
  private static final class TargetFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TargetFailedException() {
      super("the target failed", null, false, false);
    }
  }

  TargetBreaker(
      String target,
      BreakerConfig config,
      InstantSource clock,
      Instant began,
      TransitionListener listener) {
    this.target = target;
    this.config = config;
    this.clock = clock;
    this.listener = listener;
    this.since = began;
    this.breaker =
        CircuitBreaker.of(
            target,
            CircuitBreakerConfig.custom()
                .slidingWindow(WINDOW, AT_LEAST, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(FAILED_PERCENT)
                .slowCallDurationThreshold(config.slowAfter())
                .slowCallRateThreshold((float) (config.slowShare() * 100))
                .waitDurationInOpenState(config.openFor())
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  /** Returns the state; an outage that is over is said to be, without a request having to ask. */
  State state() {
    var state = stateOf(breaker.getState());
    return state == State.OPEN && isOver() ? State.HALF_OPEN : state;
  }

  private boolean isOver() {
    return clock.instant().isAfter(since.plus(config.openFor()));
  }

  Standing standing() {
    lock.lock();
    try {
      var state = state();
      boolean over = state == State.HALF_OPEN && breaker.getState() == CircuitBreaker.State.OPEN;
      var metrics = breaker.getMetrics();
      return new Standing(
          state,
          over ? since.plus(config.openFor()) : since,
          metrics.getNumberOfBufferedCalls(),
          metrics.getNumberOfFailedCalls(),
          metrics.getNumberOfSlowCalls());
    } finally {
      lock.unlock();
    }
  }

  Optional<Latency> latency() {
    lock.lock();
    try {
      return latency.get(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  boolean admit() {
    lock.lock();
    try {
      boolean admitted =
          breaker.tryAcquirePermission() || (giveUpLost() && breaker.tryAcquirePermission());
      if (admitted && isHalfOpen()) {
        probes.addLast(clock.instant());
      }
      return admitted;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what probes hold whose end nobody will tell, as after a log entry that was lost. */
  private boolean giveUpLost() {
    var lost = clock.instant().minus(config.openFor());
    boolean any = false;
    while (isHalfOpen() && !probes.isEmpty() && probes.getFirst().isBefore(lost)) {
      lastGivenUp = probes.removeFirst();
      breaker.releasePermission();
      any = true;
    }
    return any;
  }

  void ended(Result result) {
    lock.lock();
    try {
      switch (result) {
        case Result.Unknown() -> {
          if (isHalfOpen() && probes.pollFirst() != null) {
            breaker.releasePermission();
          }
        }
        case Result.Served served -> {
          latency.add(clock.instant(), served);
          boolean slow = served.firstToken().compareTo(config.slowAfter()) > 0;
          if (isRecent(served.took()) && !(slow && wasGivenUp())) {
            probes.pollFirst();
            breaker.onSuccess(served.firstToken().toNanos(), TimeUnit.NANOSECONDS);
          }
        }
        case Result.Failed(int status, Duration took) -> {
          if (isRecent(took) && !wasGivenUp()) {
            probes.pollFirst();
            breaker.onError(0, TimeUnit.NANOSECONDS, new TargetFailedException());
            openWithoutTheLast();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Two probes that failed decide; the third may never end. */
  private void openWithoutTheLast() {
    if (isHalfOpen() && breaker.getMetrics().getNumberOfFailedCalls() >= FAILED_PROBES) {
      breaker.transitionToOpenState();
    }
  }

  /**
   * Returns whether a request began after the last outage: one from before says nothing of now, and
   * a stream may take minutes. Nothing began while the target was open, so its middle tells the two
   * apart however inexact the beginning is.
   */
  private boolean isRecent(Duration took) {
    lastBegan = clock.instant().minus(took);
    return !lastBegan.isBefore(lastOutage);
  }

  /**
   * Returns whether a probe was lost by the time that it ended. A good end is welcome all the same;
   * a bad one tells of a time when others were sent already.
   */
  private boolean wasGivenUp() {
    return !lastBegan.isAfter(lastGivenUp);
  }

  private boolean isHalfOpen() {
    return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
  }

  void rotate(Rotation rotation) {
    lock.lock();
    try {
      switch (rotation) {
        case FORCED_OPEN -> {
          if (state() != State.FORCED_OPEN) {
            breaker.transitionToForcedOpenState();
          }
        }
        case FORCED_CLOSED -> {
          if (state() != State.FORCED_CLOSED) {
            breaker.transitionToMetricsOnlyState();
          }
        }
        case AUTOMATIC -> {
          if (state() == State.FORCED_OPEN || state() == State.FORCED_CLOSED) {
            breaker.transitionToClosedState();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void changed(CircuitBreakerOnStateTransitionEvent event) {
    var now = clock.instant();
    var from = event.getStateTransition().getFromState();
    probes.clear();
    if (from == CircuitBreaker.State.OPEN) {
      lastOutage = now.minus(config.openFor().dividedBy(2));
    } else if (from == CircuitBreaker.State.HALF_OPEN) {
      // Probes that hang since before the one that answered are of the outage too.
      lastOutage = lastBegan.isAfter(lastGivenUp) ? lastBegan : lastGivenUp;
    }
    since = now;
    tell(stateOf(from), stateOf(event.getStateTransition().getToState()));
  }

  private static State stateOf(CircuitBreaker.State state) {
    return switch (state) {
      case CLOSED -> State.CLOSED;
      case OPEN -> State.OPEN;
      case HALF_OPEN -> State.HALF_OPEN;
      case FORCED_OPEN -> State.FORCED_OPEN;
      case METRICS_ONLY, DISABLED -> State.FORCED_CLOSED;
    };
  }

  private void tell(State from, State to) {
    boolean out = to == State.OPEN || to == State.FORCED_OPEN;
    (out ? logger.atWarn() : logger.atInfo())
        .addKeyValue("target", target)
        .addKeyValue("from", from)
        .addKeyValue("to", to)
        .log(out ? "target out of rotation" : "target in rotation");
    listener.changed(target, from, to);
  }
}
