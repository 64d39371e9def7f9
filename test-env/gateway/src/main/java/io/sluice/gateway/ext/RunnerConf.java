package io.sluice.gateway.ext;

import java.util.List;

/**
 * What a route gives to the runner.
 *
 * @param key changes with the route and with every version of the configuration
 */
public record RunnerConf(String key, List<Entry> entries) {

  /** A filter of the runner and its configuration, as byte strings. */
  public record Entry(String name, String value) {}
}
