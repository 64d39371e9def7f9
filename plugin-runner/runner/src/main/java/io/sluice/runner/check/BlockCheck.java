package io.sluice.runner.check;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.Settings;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.core.JacksonException;

/** Reads the blocks that the runner would be given, as the runner would read them. */
final class BlockCheck {

  private final String source;
  private final Map<String, Plugin<?>> plugins;
  private final KnownNames known;
  private final Findings findings;

  /** An anchor's block is used in several places and checked once. */
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private int checked;

  BlockCheck(String source, Map<String, Plugin<?>> plugins, KnownNames known, Findings findings) {
    this.source = source;
    this.plugins = plugins;
    this.known = known;
    this.findings = findings;
  }

  /** Returns how many blocks of ours were checked. */
  int checked() {
    return checked;
  }

  void check(PlacedPlugin external) {
    for (var block : external.blocks()) {
      if (seen.add(block)) {
        check(external.owner().where(), block);
      }
    }
  }

  private void check(String where, Node block) {
    var fields = Mapping.of(block);
    var name = fields.value("name");
    var text = fields.text("name");
    if (name.isEmpty() || text.isEmpty()) {
      findings.error(Position.of(block), where, "a block needs a name and a value");
      return;
    }
    var plugin = plugins.get(text.get());
    if (plugin != null) {
      checked++;
      fields
          .value("value")
          .ifPresentOrElse(
              value -> check(where, plugin, value),
              () -> findings.error(Position.of(block), where, plugin.name() + ": has no value"));
    } else if (!known.contains(text.get())) {
      findings.error(Position.of(name.get()), where, unknown(text.get()));
    }
  }

  private String unknown(String name) {
    var closest = known.closest(name).map(meant -> ": did you mean " + meant + "?").orElse("");
    return "%s is not a plugin of this runner%s (known: %s)".formatted(name, closest, known);
  }

  private void check(String where, Plugin<?> plugin, Node value) {
    if (!(value instanceof ScalarNode scalar) || !value.getTag().equals(Tag.STR)) {
      findings.error(
          Position.of(value),
          where,
          plugin.name()
              + ": its value must be a text that holds JSON: quote it or write it under |");
      return;
    }
    var json = scalar.getValue();
    if (json.contains("${{")) {
      findings.warning(
          Position.of(value),
          where,
          plugin.name() + ": not checked, since it holds a variable of the environment");
      return;
    }
    var text = new ScalarText(source, scalar);
    try {
      read(where, plugin, json, JsonKeys.read(json), text);
    } catch (JacksonException e) {
      var location = e.getLocation();
      findings.error(
          text.at(location == null ? 0 : (int) location.getCharOffset()),
          where,
          plugin.name() + ": must be valid JSON: " + e.getOriginalMessage());
    }
  }

  private void read(String where, Plugin<?> plugin, String json, JsonKeys keys, ScalarText text) {
    try {
      Settings.parseJson(plugin.name(), json, plugin::read);
    } catch (InvalidConfigException e) {
      for (var problem : e.problems()) {
        findings.error(
            text.at(keys.offsetOf(problem.key())), where, plugin.name() + ": " + problem);
      }
    }
  }
}
