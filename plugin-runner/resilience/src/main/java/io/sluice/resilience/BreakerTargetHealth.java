package io.sluice.resilience;

import io.sluice.exchange.routing.TargetHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which targets are in rotation: a circuit breaker for each, over its last ten answers.
 *
 * <p>One opens when at least five ended and at least half of them failed, or too many were slow;
 * after a while three requests are sent to see. All of it is this process's own, and begins anew
 * with it. About 15 KB for each target that was sent to.
 */
public final class BreakerTargetHealth implements TargetHealth {

  private final BreakerConfig config;
  private final InstantSource clock;
  private final TransitionListener listener;
  private final Instant began;
  private final Map<String, TargetBreaker> targets = new ConcurrentHashMap<>();

  public BreakerTargetHealth(
      BreakerConfig config, InstantSource clock, TransitionListener listener) {
    this.config = config;
    this.clock = clock;
    this.listener = listener;
    this.began = clock.instant();
  }

  @Override
  public State state(String target) {
    var breaker = known(target);
    return breaker == null ? State.CLOSED : breaker.state();
  }

  @Override
  public Optional<Latency> latency(String target) {
    var breaker = known(target);
    return breaker == null ? Optional.empty() : breaker.latency();
  }

  @Override
  public boolean admit(String target) {
    return breaker(target).admit();
  }

  @Override
  public void ended(String target, Result result) {
    breaker(target).ended(result);
  }

  /** Returns how a target stands. */
  public Standing standing(String target) {
    return breaker(target).standing();
  }

  /** Does with a target what an operator says, until another is said or the process ends. */
  public void rotate(String target, Rotation rotation) {
    breaker(target).rotate(rotation);
  }

  private @Nullable TargetBreaker known(String target) {
    return targets.get(target);
  }

  private TargetBreaker breaker(String target) {
    return targets.computeIfAbsent(
        target, name -> new TargetBreaker(name, config, clock, began, listener));
  }
}
