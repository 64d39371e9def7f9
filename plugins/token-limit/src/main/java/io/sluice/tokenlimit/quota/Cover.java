package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Json;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Target;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a budget is for.
 *
 * @param names who is meant in each dimension, at least one name in each; a party must be among
 *     them in all that are there, so that none is everyone
 */
public record Cover(Map<Dimension, Set<String>> names) {

  /** All parties. */
  public static final Cover EVERYONE = new Cover(Map.of());

  public Cover {
    var problems = new Problems("cover");
    var copy = new EnumMap<Dimension, Set<String>>(Dimension.class);
    names.forEach((dimension, some) -> {
      problems.require(!some.isEmpty(), dimension.word(), "at least one name", List.of());
      problems.require(
          some.stream().noneMatch(String::isBlank),
          dimension.word(),
          "names without blank ones",
          String.join(", ", some));
      copy.put(dimension, Collections.unmodifiableSet(new LinkedHashSet<>(some)));
    });
    names = Collections.unmodifiableMap(copy);
    problems.throwIfAny();
  }

  static Cover read(Settings settings, Catalog catalog) {
    var names = new EnumMap<Dimension, Set<String>>(Dimension.class);
    for (var dimension : Dimension.values()) {
      if (settings.has(dimension.word())) {
        names.put(dimension, new LinkedHashSet<>(settings.textOrTexts(dimension.word())));
      }
    }
    checkKnown(settings, names, Dimension.TIER, catalog.tiers());
    checkKnown(
        settings, names, Dimension.TARGET, catalog.targets().stream().map(Target::name).toList());
    return new Cover(names);
  }

  private static void checkKnown(
      Settings settings,
      Map<Dimension, Set<String>> names,
      Dimension dimension,
      Collection<String> known) {
    var unknown =
        names.getOrDefault(dimension, Set.of()).stream()
            .filter(name -> !known.contains(name))
            .toList();
    settings.require(
        unknown.isEmpty(),
        dimension.word(),
        "of the catalog's: " + String.join(", ", known),
        String.join(", ", unknown));
  }

  /** Returns whether a party is meant; nobody is by the name of what is unknown of them. */
  boolean covers(Party party) {
    for (var entry : names.entrySet()) {
      if (!entry.getValue().contains(entry.getKey().of(party))) {
        return false;
      }
    }
    return true;
  }

  String toJson() {
    return names.entrySet().stream()
        .map(entry ->
            entry.getValue().stream()
                .map(Json::quote)
                .collect(Collectors.joining(",", "\"" + entry.getKey().word() + "\":[", "]")))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
