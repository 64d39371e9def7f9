package io.sluice.gateway.ext;

import java.io.IOException;

/** The runner did not do its part; the message says how, in APISIX's words where it has some. */
public class RunnerException extends IOException {

  private static final long serialVersionUID = 1;

  RunnerException(String message) {
    super(message);
  }

  RunnerException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }

  /** The runner does not know the token, most likely because it was started anew. */
  static final class TokenNotFound extends RunnerException {

    private static final long serialVersionUID = 1;

    TokenNotFound() {
      super("conf token not found");
    }
  }
}
