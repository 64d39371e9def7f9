package io.sluice.exchange;

/** How an exchange ended. */
public sealed interface Ending {

  /** APISIX logged it. */
  record Logged(LogEntry entry) implements Ending {}

  /** It never left: a plugin failed after others had seen it. */
  record Unsent() implements Ending {}

  /** No log entry came before the deadline. */
  record Unlogged() implements Ending {}
}
