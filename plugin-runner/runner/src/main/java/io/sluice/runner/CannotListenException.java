package io.sluice.runner;

import java.nio.file.Path;

/** The runner can't be reached by APISIX: says why and where. */
final class CannotListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotListenException(Path socket, Throwable cause) {
    super("can't listen on sluice.socket.path %s: %s".formatted(socket, cause.getMessage()), cause);
  }
}
