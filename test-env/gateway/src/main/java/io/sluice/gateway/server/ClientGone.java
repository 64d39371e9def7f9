package io.sluice.gateway.server;

import java.io.IOException;

/** The client closed its connection, or cannot be written to. */
final class ClientGone extends IOException {

  private static final long serialVersionUID = 1;

  ClientGone() {
    super("the client has gone");
  }

  ClientGone(Throwable cause) {
    super("the client has gone", cause);
  }
}
