package io.sluice.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

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
    var names = new HashSet<String>();
    for (int i = 0; i < tiers.size(); i++) {
      var tier = tiers.get(i);
      problems.requireToken("tiers[" + i + "]", tier);
      problems.require(names.add(tier), "tiers[" + i + "]", "different from the others", tier);
      problems.require(
          targets.stream().anyMatch(target -> target.tier().equals(tier)),
          "targets",
          "at least one for tier " + tier,
          targets.stream().map(Target::name).toList());
    }
    names.clear();
    for (int i = 0; i < targets.size(); i++) {
      var target = targets.get(i);
      var at = "targets[" + i + "]";
      problems.require(
          names.add(target.name()), at + ".name", "different from the others", target.name());
      problems.require(
          tiers.contains(target.tier()),
          at + ".tier",
          "one of " + String.join(", ", tiers),
          target.tier());
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

  /** Returns the target of that name. */
  public Optional<Target> target(String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }

  /** Returns the first target of that model. */
  public Optional<Target> targetOfModel(String model) {
    return targets.stream().filter(target -> target.model().equals(model)).findFirst();
  }

  /** Returns the tiers that are cheaper than one, the dearest of them first. */
  public List<String> cheaperThan(String tier) {
    return tiers.subList(0, Math.max(0, tiers.indexOf(tier))).reversed();
  }

  /** Returns the target that a tier's requests go to; empty for an unknown tier. */
  public Optional<Target> targetOf(String tier) {
    return targets.stream().filter(target -> target.tier().equals(tier)).findFirst();
  }
}
