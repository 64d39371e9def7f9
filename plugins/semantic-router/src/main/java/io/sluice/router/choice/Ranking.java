package io.sluice.router.choice;

import io.sluice.exchange.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Targets in the order in which they are to be tried.
 *
 * @param targets the best first
 */
public record Ranking(List<Expected> targets) {

  public Ranking {
    targets = List.copyOf(targets);
  }

  /** Returns the best; there must be one. */
  public Target first() {
    return targets.getFirst().target();
  }

  /** Returns the best of those that are meant. */
  public Optional<Target> first(Predicate<Target> meant) {
    return targets.stream().map(Expected::target).filter(meant).findFirst();
  }

  /** Returns the same targets, those that are meant before the others, each in their order. */
  public Ranking preferring(Predicate<Target> meant) {
    return new Ranking(
        Stream.concat(
                targets.stream().filter(expected -> meant.test(expected.target())),
                targets.stream().filter(expected -> !meant.test(expected.target())))
            .toList());
  }

  /** Returns the same targets, one before the others. */
  public Ranking preferring(String target) {
    return preferring(other -> other.name().equals(target));
  }
}
