package io.sluice.testkit.routing;

import io.sluice.exchange.routing.TargetHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Targets that are as a test says, whatever becomes of requests; it notes what it is told. */
public final class FakeTargetHealth implements TargetHealth {

  /** How many requests at a time a target gets that may be back. */
  public static final int PROBES = 3;

  private final Map<String, State> states = new ConcurrentHashMap<>();
  private final Map<String, Latency> latencies = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> probes = new ConcurrentHashMap<>();
  private final List<Admitted> admitted = new CopyOnWriteArrayList<>();
  private final List<Ended> ended = new CopyOnWriteArrayList<>();

  /** That a request may be sent. */
  public record Admitted(String target) {}

  /** That a request has ended. */
  public record Ended(String target, Result result) {}

  /** From now on, a target is in that state. */
  public FakeTargetHealth set(String target, State state) {
    states.put(target, state);
    probes.put(target, new AtomicInteger(PROBES));
    return this;
  }

  /** From now on, a target is that fast. */
  public FakeTargetHealth setLatency(String target, Duration firstToken, Duration perToken) {
    latencies.put(target, new Latency(firstToken, perToken, 1));
    return this;
  }

  /** Returns what was admitted, in its order. */
  public List<Admitted> admitted() {
    return List.copyOf(admitted);
  }

  /** Returns what has ended, in its order. */
  public List<Ended> ended() {
    return List.copyOf(ended);
  }

  @Override
  public State state(String target) {
    return states.getOrDefault(target, State.CLOSED);
  }

  @Override
  public Optional<Latency> latency(String target) {
    return Optional.ofNullable(latencies.get(target));
  }

  @Override
  public boolean admit(String target) {
    boolean admits =
        switch (state(target)) {
          case CLOSED, FORCED_CLOSED -> true;
          case OPEN, FORCED_OPEN -> false;
          case HALF_OPEN -> probesOf(target).getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        };
    if (admits) {
      admitted.add(new Admitted(target));
    }
    return admits;
  }

  @Override
  public void ended(String target, Result result) {
    ended.add(new Ended(target, result));
    if (result instanceof Result.Unknown) {
      probesOf(target).getAndUpdate(left -> Math.min(PROBES, left + 1));
    }
  }

  private AtomicInteger probesOf(String target) {
    return probes.computeIfAbsent(target, name -> new AtomicInteger(PROBES));
  }
}
