package io.sluice.exchange.routing;

import java.util.Optional;

/** Checks JSON against schemas that clients send. Thread-safe; never blocks and never fails. */
@FunctionalInterface
public interface JsonSchemas {

  /**
   * Returns what is wrong with a document.
   *
   * @param schema a JSON schema as a client wrote it; of one that can't be read nothing is known
   * @param document as a model wrote it
   * @return empty where nothing is; what it says holds no content
   */
  Optional<String> problem(String schema, String document);
}
