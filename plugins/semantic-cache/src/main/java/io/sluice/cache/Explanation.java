package io.sluice.cache;

import io.sluice.exchange.cache.EntryHead;
import java.util.List;
import java.util.Optional;

/**
 * How a request would fare, and why.
 *
 * @param outcome {@code bypass}, {@code exact}, {@code hit} with the entry's id, or why it would
 *     miss
 * @param partition empty if it has none
 * @param id of the entry of an equal request; empty if there could be none
 * @param equal that entry, if it is there
 * @param near the nearest entries of its partition, the nearest first
 */
public record Explanation(
    String outcome, String partition, String id, Optional<EntryHead> equal, List<Seen> near) {

  /**
   * An entry that was looked at.
   *
   * @param verdict of the guard: that the questions are the same, or how they differ
   */
  public record Seen(EntryHead head, double similarity, int phrasings, String verdict) {}

  public Explanation {
    near = List.copyOf(near);
  }

  static Explanation bypassed(Bypass why) {
    return new Explanation("bypass " + why.label(), "", "", Optional.empty(), List.of());
  }

  static Explanation refreshed(Key key) {
    return of(key, Optional.empty(), "bypass " + Bypass.NO_CACHE.label(), List.of());
  }

  static Explanation of(Key key, Optional<EntryHead> equal, String semantic, List<Seen> near) {
    return new Explanation(
        equal.isPresent() ? "exact" : semantic,
        key.partition().id(),
        key.id().value(),
        equal,
        near);
  }
}
