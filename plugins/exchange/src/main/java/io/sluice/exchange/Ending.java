package io.sluice.exchange;

/** How an exchange ended. */
public sealed interface Ending {

  /** APISIX logged it. */
  record Logged(LogEntry entry) implements Ending {}

  /** No log entry came before the deadline. */
  record Unlogged() implements Ending {}
}
