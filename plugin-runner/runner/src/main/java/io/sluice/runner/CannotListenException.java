package io.sluice.runner;

import java.io.IOException;

/** APISIX can't reach the runner: says why. */
final class CannotListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause says which file it is about
   */
  CannotListenException(IOException cause) {
    super("can't listen on sluice.socket.path: " + cause.getMessage(), cause);
  }
}
