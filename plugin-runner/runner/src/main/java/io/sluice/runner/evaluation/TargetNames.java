package io.sluice.runner.evaluation;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which targets a golden set means by the names it has for models.
 *
 * @param mapped names of targets or tiers, by the set's names; goes before the catalog's own
 */
record TargetNames(Catalog catalog, Map<String, String> mapped) {

  TargetNames {
    mapped = Map.copyOf(mapped);
    var known = Stream.concat(names(catalog), catalog.tiers().stream()).distinct().toList();
    var problems = new Problems("eval");
    mapped.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            problems.require(
                known.contains(entry.getValue()),
                "--map " + entry.getKey(),
                "a target or tier of the catalog (" + String.join(", ", known) + ")",
                entry.getValue()));
    problems.throwIfAny();
  }

  private static Stream<String> names(Catalog catalog) {
    return catalog.targets().stream().map(Target::name);
  }

  /** Returns the targets of a name: one, those of a tier or model, or none. */
  List<String> targets(String name) {
    var meant = mapped.getOrDefault(name, name);
    if (catalog.target(meant).isPresent()) {
      return List.of(meant);
    }
    return catalog.targets().stream()
        .filter(target -> target.tier().equals(meant) || target.model().equals(meant))
        .map(Target::name)
        .toList();
  }

  /** Returns whether a name is that of one target, not of a tier or model with several. */
  boolean isTarget(String name) {
    return catalog.target(mapped.getOrDefault(name, name)).isPresent();
  }
}
