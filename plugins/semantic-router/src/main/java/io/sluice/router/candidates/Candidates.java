package io.sluice.router.candidates;

import io.sluice.exchange.Target;
import io.sluice.exchange.routing.RoutingRecord.Removal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The targets that are left, and why the others are not. Immutable; a target that was removed never
 * comes back.
 */
public final class Candidates {

  private final List<Target> left;
  private final Map<String, Removal> removed;

  private Candidates(List<Target> left, Map<String, Removal> removed) {
    this.left = left;
    this.removed = removed;
  }

  /** Begins with all targets of a catalog. */
  public static Candidates of(List<Target> targets) {
    return new Candidates(List.copyOf(targets), Map.of());
  }

  /**
   * Removes targets.
   *
   * @param step who removes them
   * @param objection why a target can't stay; empty for one that can
   */
  public Candidates without(String step, Function<Target, Optional<String>> objection) {
    var stay = new ArrayList<Target>();
    var gone = new LinkedHashMap<>(removed);
    for (var target : left) {
      objection
          .apply(target)
          .ifPresentOrElse(
              reason -> gone.put(target.name(), new Removal(step, reason)), () -> stay.add(target));
    }
    return stay.size() == left.size() ? this : new Candidates(stay, gone);
  }

  /** Returns those that are left, in the catalog's order. */
  public List<Target> left() {
    return left;
  }

  /** Returns whether none is left. */
  public boolean isEmpty() {
    return left.isEmpty();
  }

  /** Returns those of a tier that are left. */
  public List<Target> ofTier(String tier) {
    return left.stream().filter(target -> target.tier().equals(tier)).toList();
  }

  /** Returns whether a target is left. */
  public boolean has(String target) {
    return left.stream().anyMatch(candidate -> candidate.name().equals(target));
  }

  /** Returns why a target is not left. */
  public Optional<Removal> removal(Target target) {
    return Optional.ofNullable(removed.get(target.name()));
  }

  /** Returns the reasons that a step gave, each once, in the order of the targets. */
  public List<String> reasons(String step) {
    return removed.values().stream()
        .filter(removal -> removal.step().equals(step))
        .map(Removal::reason)
        .distinct()
        .toList();
  }
}
