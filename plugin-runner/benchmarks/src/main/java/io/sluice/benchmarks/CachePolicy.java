package io.sluice.benchmarks;

import io.sluice.cache.guard.Candidate;
import io.sluice.cache.guard.Choice.Hit;
import io.sluice.cache.guard.Comparison;
import io.sluice.cache.guard.Guard;
import io.sluice.cache.guard.Lookup;
import io.sluice.cache.guard.Verdict.Same;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A way to choose among near questions, as a column of the table.
 *
 * @param conversations whether earlier turns are part of the partition
 */
record CachePolicy(String name, boolean conversations, Chooser first, Chooser followUp) {

  @FunctionalInterface
  interface Chooser {

    Optional<Candidate> choose(String asked, List<Candidate> nearest);
  }

  /** The embedding alone: the nearest, from a threshold on; of a conversation the last turn. */
  static CachePolicy nearest(double threshold) {
    Chooser chooser =
        (asked, nearest) ->
            nearest.stream()
                .max(Comparator.comparingDouble(Candidate::similarity))
                .filter(candidate -> candidate.similarity() >= threshold);
    return new CachePolicy("cos " + threshold, false, chooser, chooser);
  }

  static CachePolicy guardOn(Lookup first, Lookup followUp) {
    var guard = new Guard();
    return new CachePolicy("guard on", true, chooser(first, guard), chooser(followUp, guard));
  }

  static CachePolicy guardOff(Lookup first, Lookup followUp) {
    Comparison none = (asked, stored) -> new Same(asked.equals(stored), 1);
    return new CachePolicy("guard off", true, chooser(first, none), chooser(followUp, none));
  }

  Chooser chooser(boolean followsUp) {
    return followsUp ? followUp : first;
  }

  private static Chooser chooser(Lookup lookup, Comparison guard) {
    return (asked, nearest) -> lookup.choose(asked, nearest, guard).hit().map(Hit::candidate);
  }
}
