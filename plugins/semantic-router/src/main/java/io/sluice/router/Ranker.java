package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.router.candidates.Candidates;
import io.sluice.router.choice.Expected;
import io.sluice.router.choice.Ranking;
import io.sluice.router.choice.Selection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts the targets that are left in order: what the wish means first, by the route's objective;
 * then what stands in for it.
 */
record Ranker(Selection selection, TargetHealth health) {

  Ranking rank(Wish wish, Candidates left, Deciding deciding) {
    var expected = new LinkedHashMap<String, Expected>();
    for (var target : left.left()) {
      expected.put(
          target.name(), Selection.expected(target, deciding.asked(), wish.ease(), health));
    }
    deciding.expected(expected);
    return switch (wish.aim()) {
      case Aim.AtBest() -> new Ranking(selection.rank(List.copyOf(expected.values())));
      case Aim.AtTier(String tier) -> byTiers(tier, left, expected, deciding);
      case Aim.AtTarget(String name) ->
          byTiers(
                  deciding.catalog().target(name).map(Target::tier).orElse(""),
                  left,
                  expected,
                  deciding)
              .preferring(name);
    };
  }

  private Ranking byTiers(
      String tier, Candidates left, Map<String, Expected> expected, Deciding deciding) {
    var catalog = deciding.catalog();
    return new Ranking(
        Stream.of(List.of(tier), catalog.alternativesOf(tier), catalog.tiers())
            .flatMap(List::stream)
            .distinct()
            .flatMap(one -> selection.rank(ofTier(one, left, expected)).stream())
            .toList());
  }

  private static List<Expected> ofTier(
      String tier, Candidates left, Map<String, Expected> expected) {
    return left.ofTier(tier).stream()
        .flatMap(target -> Stream.ofNullable(expected.get(target.name())))
        .toList();
  }
}
