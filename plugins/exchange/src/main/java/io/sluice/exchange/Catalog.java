package io.sluice.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tiers and the targets that routes choose from, as {@code catalog.yaml} has them.
 *
 * @param tiers names, from the cheapest to the dearest
 * @param targets at least one for each tier; the first of a tier is its own
 */
public record Catalog(List<String> tiers, List<Target> targets) {

  public Catalog {
    tiers = List.copyOf(tiers);
    targets = List.copyOf(targets);
    var problems = new Problems("catalog");
    problems.require(!tiers.isEmpty(), "tiers", "at least one tier", tiers);
    repeated(tiers.stream())
        .ifPresent(tier -> problems.require(false, "tiers", "different names", tier));
    repeated(targets.stream().map(Target::name))
        .ifPresent(name -> problems.require(false, "targets.name", "different names", name));
    for (int i = 0; i < targets.size(); i++) {
      var tier = targets.get(i).tier();
      problems.require(
          tiers.contains(tier),
          "targets[" + i + "].tier",
          "one of " + String.join(", ", tiers),
          tier);
    }
    for (var tier : tiers) {
      problems.requireToken("tiers", tier);
      problems.require(
          targets.stream().anyMatch(target -> target.tier().equals(tier)),
          "targets",
          "at least one for tier " + tier,
          targets.stream().map(Target::name).toList());
    }
    problems.throwIfAny();
  }

  /**
   * Reads a catalog.
   *
   * @param yaml the text of {@code catalog.yaml}
   * @throws InvalidConfigException with every problem of the file
   */
  public static Catalog parse(String yaml) {
    return Settings.parseYaml(
        "catalog",
        yaml,
        settings -> new Catalog(settings.texts("tiers"), settings.list("targets", Target::read)));
  }

  /** Returns the target that a tier's requests go to; empty for an unknown tier. */
  public Optional<Target> targetOf(String tier) {
    return targets.stream().filter(target -> target.tier().equals(tier)).findFirst();
  }

  private static Optional<String> repeated(Stream<String> names) {
    var seen = new HashSet<String>();
    return names.filter(name -> !seen.add(name)).findFirst();
  }
}
