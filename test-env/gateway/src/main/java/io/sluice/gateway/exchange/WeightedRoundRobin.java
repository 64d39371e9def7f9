package io.sluice.gateway.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Takes turns by weight, spread evenly as nginx does. Thread-safe. */
public final class WeightedRoundRobin<T> {

  private final List<T> items;
  private final int[] weights;
  private final int[] current;

  public WeightedRoundRobin(List<T> items, ToIntFunction<T> weight) {
    this.items = List.copyOf(items);
    this.weights = items.stream().mapToInt(weight).toArray();
    this.current = new int[weights.length];
  }

  public Optional<T> next() {
    return next(Set.of());
  }

  /** The next one that is not among those tried and has a weight. */
  public synchronized Optional<T> next(Set<T> tried) {
    var best = -1;
    var total = 0;
    for (var i = 0; i < weights.length; i++) {
      if (weights[i] == 0 || tried.contains(items.get(i))) {
        continue;
      }
      current[i] += weights[i];
      total += weights[i];
      if (best < 0 || current[i] > current[best]) {
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    current[best] -= total;
    return Optional.of(items.get(best));
  }
}
