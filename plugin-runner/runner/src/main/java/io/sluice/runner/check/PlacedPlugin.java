package io.sluice.runner.check;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** A plugin of APISIX with its configuration, on the object that has it. */
record PlacedPlugin(String name, Resource owner, Mapping.Entry entry) {

  Position position() {
    return Position.of(entry.key());
  }

  Mapping settings() {
    return Mapping.of(entry.value());
  }

  /** Whether it runs: one that is switched off hides another of its name all the same. */
  boolean isOn() {
    return !meta().isTrue("disable");
  }

  Optional<Long> priority() {
    return meta().number("priority");
  }

  private Mapping meta() {
    return settings().mapping("_meta");
  }

  /** Returns the blocks of an external plugin: what the runner is given. */
  List<Node> blocks() {
    return settings().list("conf");
  }

  /** Returns the names of these blocks. */
  List<String> blockNames() {
    return blocks().stream().flatMap(block -> Mapping.of(block).text("name").stream()).toList();
  }
}
