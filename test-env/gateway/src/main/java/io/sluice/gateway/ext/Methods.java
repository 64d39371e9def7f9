package io.sluice.gateway.ext;

import io.github.api7.A6.Method;
import java.util.List;
import java.util.Optional;

/** The methods that have a number in the protocol. */
final class Methods {

  private static final List<String> NAMES = List.of(Method.names);

  private Methods() {}

  static Optional<Integer> code(String name) {
    var code = NAMES.indexOf(name);
    return code < 0 ? Optional.empty() : Optional.of(code);
  }
}
