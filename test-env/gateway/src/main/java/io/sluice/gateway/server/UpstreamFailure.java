package io.sluice.gateway.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;

/** A node gave no answer. */
final class UpstreamFailure extends IOException {

  private static final long serialVersionUID = 1;

  private final boolean sent;

  /**
   * @param sent whether the node may have got the request
   */
  UpstreamFailure(boolean sent, Throwable cause) {
    super(cause);
    this.sent = sent;
  }

  boolean sent() {
    return sent;
  }

  /** What the client gets if no other node answers. */
  int status() {
    var timeout =
        getCause() instanceof TimeoutException || getCause() instanceof SocketTimeoutException;
    return timeout ? 504 : 502;
  }
}
