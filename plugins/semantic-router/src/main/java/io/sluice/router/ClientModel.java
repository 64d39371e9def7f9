package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the model's name in a client's body is worth.
 *
 * @param mode whether it counts
 * @param aliases what names stand for: a tier, a target, or {@code auto}
 */
record ClientModel(Mode mode, Map<String, String> aliases) {

  /** What counts. */
  enum Mode {
    /** Nothing: the router decides. */
    OVERRULE,
    /** Aliases alone. */
    ALIAS,
    /** Aliases, targets of the catalog, and their models. */
    HONOUR
  }

  static final ClientModel OVERRULED = new ClientModel(Mode.OVERRULE, Map.of());

  /** Leaves the choice to the router. */
  private static final String AUTO = "auto";

  private static final Map<String, Mode> MODES =
      new TreeMap<>(Map.of("overrule", Mode.OVERRULE, "alias", Mode.ALIAS, "honour", Mode.HONOUR));

  ClientModel {
    aliases = Map.copyOf(aliases);
  }

  static ClientModel read(Settings settings, Catalog catalog) {
    var read =
        new ClientModel(
            settings.choice("mode", MODES, Mode.OVERRULE),
            new TreeMap<>(settings.named("aliases")));
    var problems = new Problems("client_model");
    problems.require(
        read.aliases.isEmpty() || read.mode != Mode.OVERRULE,
        "mode",
        "alias or honour where there are aliases",
        "overrule");
    new TreeMap<>(read.aliases)
        .forEach((alias, of) ->
            problems.require(
                of.equals(AUTO) || catalog.tiers().contains(of) || catalog.target(of).isPresent(),
                "aliases." + alias,
                "auto, a tier or a target of the catalog",
                of));
    problems.throwIfAny();
    return read;
  }

  /** Returns where the name leads; empty where it leaves the choice to the router. */
  Optional<Wish> wish(Optional<String> model, Catalog catalog) {
    return mode == Mode.OVERRULE
        ? Optional.empty()
        : model
            .flatMap(name -> aim(name, catalog))
            .map(aim -> Wish.of(aim, "client_model").clear(1));
  }

  private Optional<Aim> aim(String name, Catalog catalog) {
    var alias = aliases.get(name);
    if (alias != null) {
      return catalog.tiers().contains(alias)
          ? Optional.of(new Aim.AtTier(alias))
          : catalog.target(alias).map(target -> new Aim.AtTarget(target.name()));
    }
    return mode == Mode.HONOUR
        ? catalog
            .target(name)
            .or(() -> catalog.targetOfModel(name))
            .map(target -> new Aim.AtTarget(target.name()))
        : Optional.empty();
  }
}
