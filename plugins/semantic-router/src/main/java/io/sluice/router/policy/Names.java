package io.sluice.router.policy;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Profile;
import io.sluice.exchange.Target;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names that a catalog knows, for rules to be checked against. */
record Names(
    Set<String> tiers,
    Set<String> targets,
    Set<String> providers,
    Set<String> regions,
    Set<String> tags) {

  static Names of(Catalog catalog) {
    return new Names(
        new TreeSet<>(catalog.tiers()),
        catalog.targets().stream().map(Target::name).collect(Collectors.toCollection(TreeSet::new)),
        named(catalog, profile -> List.of(profile.provider())),
        named(catalog, profile -> List.of(profile.region())),
        named(catalog, Profile::tags));
  }

  private static Set<String> named(Catalog catalog, Function<Profile, Collection<String>> names) {
    return catalog.targets().stream()
        .flatMap(target -> names.apply(target.profile()).stream())
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
