package io.sluice.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tiers and the targets that routes choose from, as {@code catalog.yaml} has them.
 *
 * @param tiers names, from the cheapest to the dearest
 * @param targets at least one for each tier; the first of a tier is its own. One without a price is
 *     taken to cost what the dearest does
 * @param unpriced what becomes of a model whose price nobody wrote down
 * @param alternatives for a tier that is gone, where its requests go instead, in order
 */
public record Catalog(
    List<String> tiers,
    List<Target> targets,
    Unpriced unpriced,
    Map<String, List<String>> alternatives) {

  /** What becomes of a model whose price nobody wrote down. It is never free. */
  public enum Unpriced {
    /**
     * Such a target is a fault of the catalog, and such a request is refused by a budget in money.
     */
    REFUSE,
    /** It is taken to cost what the dearest target does, and told. */
    ALLOW
  }

  private static final Map<String, Unpriced> UNPRICED =
      new TreeMap<>(Map.of("refuse", Unpriced.REFUSE, "allow", Unpriced.ALLOW));

  /** The date that providers append to a model's name for one version of it. */
  private static final Pattern VERSION = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{8})$");

  /** A catalog that refuses what has no price. */
  public Catalog(List<String> tiers, List<Target> targets) {
    this(tiers, targets, Unpriced.REFUSE, Map.of());
  }

  public Catalog {
    tiers = List.copyOf(tiers);
    targets = List.copyOf(targets);
    alternatives = Map.copyOf(alternatives);
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
      problems.require(
          target.priced() || unpriced == Unpriced.ALLOW,
          at + ".price",
          "an object, or unpriced: allow in the catalog",
          "absent");
    }
    problems.require(
        targets.isEmpty() || targets.stream().anyMatch(Target::priced),
        "targets",
        "at least one with a price",
        "none");
    for (var tier : new TreeMap<>(alternatives).entrySet()) {
      var at = "alternatives." + tier.getKey();
      problems.require(
          tiers.contains(tier.getKey()),
          at,
          "of one of " + String.join(", ", tiers),
          tier.getKey());
      for (var other : tier.getValue()) {
        problems.require(
            tiers.contains(other) && !other.equals(tier.getKey()),
            at,
            "another of " + String.join(", ", tiers),
            other);
      }
    }
    problems.throwIfAny();
    var dearest = dearest(targets);
    targets =
        targets.stream().map(target -> target.priced() ? target : target.at(dearest)).toList();
  }

  private static Price dearest(List<Target> targets) {
    return targets.stream()
        .filter(Target::priced)
        .map(Target::price)
        .reduce(Price::dearer)
        .orElseThrow();
  }

  /** Returns what a model without a price is taken to cost: in each respect as the dearest. */
  public Price assumedPrice() {
    return dearest(targets);
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
        settings ->
            new Catalog(
                settings.texts("tiers"),
                settings.list("targets", Target::read),
                settings.choice("unpriced", UNPRICED, Unpriced.REFUSE),
                settings.lists("alternatives")));
  }

  /** Returns the target of that name. */
  public Optional<Target> target(String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }

  /** Returns the first target of that model, or of the model that it is a dated version of. */
  public Optional<Target> targetOfModel(String model) {
    return exactly(model).or(() -> exactly(VERSION.matcher(model).replaceFirst("")));
  }

  private Optional<Target> exactly(String model) {
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

  /** Returns a tier's targets, its own first; none for an unknown tier. */
  public List<Target> targetsOf(String tier) {
    return targets.stream().filter(target -> target.tier().equals(tier)).toList();
  }

  /**
   * Returns where a tier's requests go when it is gone: as the catalog says, else to the dearer
   * tiers, the next one first, and then to the cheaper ones.
   */
  public List<String> alternativesOf(String tier) {
    var written = alternatives.get(tier);
    if (written != null) {
      return written;
    }
    int at = tiers.indexOf(tier);
    return Stream.concat(tiers.stream().skip(at + 1L), cheaperThan(tier).stream()).toList();
  }
}
