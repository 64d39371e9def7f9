package io.sluice.runner.check;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** A plugin's block on a route of an APISIX standalone {@code apisix.yaml}. */
public final class RouteBlock {

  private RouteBlock() {}

  /**
   * Returns what a route gives a plugin: the JSON of its block.
   *
   * @param route its id; empty: the one route that has such a block
   * @throws InvalidConfigException if there is no such block, or several
   */
  public static String find(String yaml, String plugin, Optional<String> route) {
    var blocks = new TreeMap<String, String>();
    try {
      var file =
          RouteFile.read(
              new Yaml(RouteFileCheck.options()).compose(new StringReader(yaml)), new Findings());
      for (var resource : file.all(Kind.ROUTE)) {
        file.plugin(resource, RouteCheck.PRE_REQ).stream()
            .flatMap(external -> external.blocks().stream())
            .map(Mapping::of)
            .filter(block -> block.text("name").filter(plugin::equals).isPresent())
            .flatMap(block -> block.text("value").stream())
            .findFirst()
            .ifPresent(value -> blocks.put(resource.id().orElse(resource.where()), value));
      }
    } catch (YAMLException e) {
      throw refused("", "valid YAML", String.valueOf(e.getMessage()));
    }
    var known = "a route with " + plugin + " (" + String.join(", ", blocks.keySet()) + ")";
    if (route.isEmpty() && blocks.size() > 1) {
      throw refused("route", "named, since several have " + plugin, known);
    }
    return route
        .map(id -> Optional.ofNullable(blocks.get(id)))
        .orElseGet(() -> blocks.values().stream().findFirst())
        .orElseThrow(() -> refused("route", known, route.orElse("absent")));
  }

  private static InvalidConfigException refused(String key, String rule, String value) {
    return new InvalidConfigException("routes", List.of(new Problem(key, rule, value)));
  }
}
