package io.sluice.runner.targets;

import io.sluice.exchange.routing.TargetHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A health that is asked for permits, and a list of who has which. */
final class CountedHealth implements TargetHealth {

  private final TargetHealth counted;
  private final Map<String, List<String>> permits = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private String exchange = "";

  CountedHealth(TargetHealth counted) {
    this.counted = counted;
  }

  /** Does something for an exchange, to which permits belong from then on. */
  <T> T during(String id, Supplier<T> action) {
    var outer = exchange;
    exchange = id;
    try {
      return action.get();
    } finally {
      exchange = outer;
    }
  }

  /** Returns the targets of which an exchange has permits that it did not give back. */
  List<String> permits(String id) {
    return permits.getOrDefault(id, List.of());
  }

  /** Returns what was given back that nobody had. */
  List<String> faults() {
    return faults;
  }

  @Override
  public State state(String target) {
    return counted.state(target);
  }

  @Override
  public Optional<Latency> latency(String target) {
    return counted.latency(target);
  }

  @Override
  public boolean admit(String target) {
    boolean admitted = counted.admit(target);
    if (admitted) {
      permits.computeIfAbsent(exchange, none -> new ArrayList<>()).add(target);
    }
    return admitted;
  }

  @Override
  public void ended(String target, Result result) {
    var own = permits.get(exchange);
    if (own == null || !own.remove(target)) {
      faults.add("%s gave back a permit of %s that it had not".formatted(exchange, target));
    } else if (own.isEmpty()) {
      permits.remove(exchange);
    }
    counted.ended(target, result);
  }
}
