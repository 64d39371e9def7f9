package io.sluice.runner.check;

import java.util.Optional;

/**
 * One object of the file.
 *
 * @param id empty where the file gives none
 */
record Resource(Kind kind, Optional<String> id, Position position, Mapping fields) {

  /** Returns what findings call it. */
  String where() {
    return kind.label() + " " + id.orElseGet(() -> "on line " + position.line());
  }

  /** Returns a plugin of this object itself. */
  Optional<PlacedPlugin> plugin(String name) {
    return Optional.ofNullable(fields.mapping("plugins").entries().get(name))
        .map(entry -> new PlacedPlugin(name, this, entry));
  }
}
