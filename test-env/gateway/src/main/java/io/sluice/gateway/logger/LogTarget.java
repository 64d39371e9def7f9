package io.sluice.gateway.logger;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where log entries are posted. */
public record LogTarget(URI uri, Optional<String> authorization, Duration timeout) {

  // The credential stays out of logs.
  @Override
  public String toString() {
    return uri.getHost() + ":" + uri.getPort();
  }
}
