package io.sluice.router.policy;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Target;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of targets, by what they are. An empty list says nothing.
 *
 * @param tiers names of the catalog's
 * @param targets names of the catalog's
 * @param providers as the catalog names them
 * @param regions as the catalog names them
 * @param tags as the catalog names them
 */
public record Bounds(
    List<String> tiers,
    List<String> targets,
    List<String> providers,
    List<String> regions,
    List<String> tags) {

  /** Which says nothing. */
  static final Bounds NONE = new Bounds(List.of(), List.of(), List.of(), List.of(), List.of());

  public Bounds {
    tiers = List.copyOf(tiers);
    targets = List.copyOf(targets);
    providers = List.copyOf(providers);
    regions = List.copyOf(regions);
    tags = List.copyOf(tags);
  }

  static Bounds read(Settings settings) {
    return new Bounds(
        settings.textOrTexts("tiers"),
        settings.textOrTexts("targets"),
        settings.textOrTexts("providers"),
        settings.textOrTexts("regions"),
        settings.textOrTexts("tags"));
  }

  boolean isEmpty() {
    return Stream.of(tiers, targets, providers, regions, tags).allMatch(List::isEmpty);
  }

  /** A name that the catalog has not is a slip that would let through, or shut out, everything. */
  void check(Problems problems, String at, Names known) {
    check(problems, at + ".tiers", tiers, known.tiers());
    check(problems, at + ".targets", targets, known.targets());
    check(problems, at + ".providers", providers, known.providers());
    check(problems, at + ".regions", regions, known.regions());
    check(problems, at + ".tags", tags, known.tags());
  }

  private static void check(Problems problems, String at, List<String> names, Set<String> known) {
    for (int i = 0; i < names.size(); i++) {
      problems.require(
          known.contains(names.get(i)),
          at + "[" + i + "]",
          known.isEmpty()
              ? "a name that a target of the catalog has, which names none"
              : "one of " + String.join(", ", known),
          names.get(i));
    }
  }

  /** Returns whether a target has everything that is listed: of the tags all, else one of each. */
  boolean allow(Target target) {
    var profile = target.profile();
    return (tiers.isEmpty() || tiers.contains(target.tier()))
        && (targets.isEmpty() || targets.contains(target.name()))
        && (providers.isEmpty() || providers.contains(profile.provider()))
        && (regions.isEmpty() || regions.contains(profile.region()))
        && profile.tags().containsAll(tags);
  }

  /** Returns whether a target has anything that is listed. */
  boolean touch(Target target) {
    var profile = target.profile();
    return tiers.contains(target.tier())
        || targets.contains(target.name())
        || providers.contains(profile.provider())
        || regions.contains(profile.region())
        || tags.stream().anyMatch(profile.tags()::contains);
  }
}
