package io.sluice.redis;

import io.sluice.exchange.DependencyException;
import java.util.List;

/** Where a script can be run. */
public interface ScriptRunner {

  /**
   * Runs a script once, or maybe not at all when it fails; never twice.
   *
   * @param action for messages: what the script is to do
   * @return its answer: Long, {@code byte[]}, or a list of such
   * @throws DependencyException if it can't be run within the time-out
   */
  Object run(String action, Script script, List<byte[]> keys, List<byte[]> arguments);
}
