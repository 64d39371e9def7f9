package io.sluice.runner.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds keys that a mapping has twice: one of the two is lost. */
final class RepeatedKeys {

  private final Findings findings;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  RepeatedKeys(Findings findings) {
    this.findings = findings;
  }

  void check(@Nullable Node node) {
    if (node instanceof SequenceNode sequence && seen.add(node)) {
      sequence.getValue().forEach(this::check);
    } else if (node instanceof MappingNode mapping && seen.add(node)) {
      var lines = new HashMap<String, Integer>();
      for (var tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          note(key, lines);
        }
        check(tuple.getValueNode());
      }
    }
  }

  private void note(ScalarNode key, Map<String, Integer> lines) {
    var at = Position.of(key);
    var first = lines.putIfAbsent(key.getValue(), at.line());
    if (first != null) {
      findings.error(
          at, "", "the key %s is here twice, first on line %d".formatted(key.getValue(), first));
    }
  }
}
