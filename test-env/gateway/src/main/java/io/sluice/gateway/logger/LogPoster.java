package io.sluice.gateway.logger;

import java.io.IOException;

/** Posts one batch, over a connection of its own. */
@FunctionalInterface
public interface LogPoster {

  /**
   * Posts, and waits for the answer.
   *
   * @param json a byte string
   * @throws IOException if the target cannot be reached or answers with 400 or more
   */
  void post(LogTarget target, String json) throws IOException;
}
