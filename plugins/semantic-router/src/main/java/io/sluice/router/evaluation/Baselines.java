package io.sluice.router.evaluation;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Target;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a router is compared with: sending every request to one target.
 *
 * @param cheap that of always-cheap
 * @param strong that of always-strong
 */
public record Baselines(Target cheap, Target strong) {

  /**
   * Returns the first target of the cheapest and of the dearest tier; where qualities were
   * recorded, among the targets that have some.
   */
  public static Baselines of(Catalog catalog, Collection<GoldenCase> cases) {
    var recorded =
        cases.stream()
            .flatMap(golden -> golden.recorded().keySet().stream())
            .collect(Collectors.toSet());
    return new Baselines(
        first(catalog, catalog.tiers(), recorded),
        first(catalog, catalog.tiers().reversed(), recorded));
  }

  private static Target first(Catalog catalog, List<String> tiers, Set<String> recorded) {
    return tiers.stream()
        .flatMap(tier -> catalog.targetsOf(tier).stream())
        .filter(target -> recorded.isEmpty() || recorded.contains(target.name()))
        .findFirst()
        .orElseGet(() -> catalog.targets().getFirst());
  }
}
