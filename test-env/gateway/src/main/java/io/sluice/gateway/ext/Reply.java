package io.sluice.gateway.ext;

import java.util.List;
import java.util.Optional;

/** What the runner decided. All texts are byte strings. */
public sealed interface Reply {

  /**
   * A header or argument.
   *
   * @param value empty where it is to be deleted
   */
  record Field(String name, Optional<String> value) {}

  /** The request goes on as it is. */
  record Pass() implements Reply {}

  /** The client gets this answer. */
  record Stop(int status, List<Field> headers, String body) implements Reply {}

  /** The request goes on with these changes. */
  record Rewrite(
      Optional<String> path,
      List<Field> headers,
      List<Field> args,
      List<Field> responseHeaders,
      Optional<String> body)
      implements Reply {}
}
