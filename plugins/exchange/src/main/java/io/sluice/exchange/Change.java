package io.sluice.exchange;

/** One thing that a plugin changes about a request. */
public sealed interface Change {

  /** Sends the request to a target and names the target's model in the body. */
  record RouteTo(Target target) implements Change {}

  /** Sets a header of the upstream request, in place of those of the same name. */
  record SetHeader(String name, String value) implements Change {}

  /** Removes a header from the upstream request. */
  record DeleteHeader(String name) implements Change {}

  /** Adds a header to the response that the client gets. */
  record AddResponseHeader(String name, String value) implements Change {}

  /** Sets an argument of the query, in place of those of the same name. */
  record SetArgument(String name, String value) implements Change {}

  /** Removes an argument from the query. */
  record DeleteArgument(String name) implements Change {}

  /** Sets the path of the upstream request. */
  record SetPath(String path) implements Change {}

  /** Replaces the body. */
  record SetBody(ChatRequest request) implements Change {}

  /**
   * Keeps something of a plugin's own with the exchange until it ends, in place of what of its
   * class was kept before.
   */
  record Keep(Record kept) implements Change {}

  /** Tells why: shown in {@code X-AI-Decision} and kept in the audit. */
  record Explain(Decision decision) implements Change {}
}
