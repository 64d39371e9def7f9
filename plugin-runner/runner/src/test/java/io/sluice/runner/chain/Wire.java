package io.sluice.runner.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What APISIX makes of a rewrite: changes are applied in order, the last of a header's name wins.
 */
record Wire(Map<String, Optional<String>> headers, List<String> response, List<String> bodies) {

  static Wire of(Action action) {
    assertThat(action).isInstanceOf(Action.Rewrite.class);
    var headers = new LinkedHashMap<String, Optional<String>>();
    var response = new ArrayList<String>();
    var bodies = new ArrayList<String>();
    for (var change : ((Action.Rewrite) action).changes()) {
      switch (change) {
        case Change.SetHeader(String name, String value) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          headers.put(name, Optional.of(value));
        }
        case Change.DeleteHeader(String name) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          headers.put(name, Optional.empty());
        }
        case Change.AddResponseHeader(String name, String value) ->
            response.add(name + ": " + value);
        case Change.SetBody(var request) -> bodies.add(new String(request.body(), UTF_8));
        default -> {}
      }
    }
    return new Wire(headers, response, bodies);
  }

  /** Returns the names of the deleted headers. */
  List<String> deleted() {
    return headers.entrySet().stream()
        .filter(header -> header.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns the value that the upstream gets; empty when the header is deleted or untouched. */
  Optional<String> upstream(String name) {
    return headers.getOrDefault(name, Optional.empty());
  }
}
