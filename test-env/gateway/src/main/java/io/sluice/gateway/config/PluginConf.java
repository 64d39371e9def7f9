package io.sluice.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A plugin as written, its own attributes not yet read.
 *
 * @param priority from {@code _meta}, where it replaces the plugin's own
 * @param filter conditions from {@code _meta} under which the plugin runs at all
 */
public record PluginConf(
    String name, Block attributes, OptionalInt priority, List<?> filter, boolean disabled) {

  static List<PluginConf> read(Optional<Block> plugins) {
    return plugins.stream()
        .flatMap(block -> block.keys().stream().flatMap(name -> one(block, name).stream()))
        .toList();
  }

  private static Optional<PluginConf> one(Block plugins, String name) {
    return plugins.block(name).map(attributes -> of(name, attributes));
  }

  private static PluginConf of(String name, Block attributes) {
    var meta =
        attributes.block("_meta").orElse(new Block("_meta", Map.of(), attributes.problems()));
    var priority =
        meta.has("priority")
            ? OptionalInt.of((int) meta.integer("priority", 0, Integer.MIN_VALUE))
            : OptionalInt.empty();
    var filter = meta.raw("filter").orElse(List.of());
    if (!(filter instanceof List<?>)) {
      meta.problem("filter must be a list");
    }
    var disabled = meta.flag("disable", false);
    meta.done();
    return new PluginConf(
        name, attributes, priority, filter instanceof List<?> list ? list : List.of(), disabled);
  }
}
