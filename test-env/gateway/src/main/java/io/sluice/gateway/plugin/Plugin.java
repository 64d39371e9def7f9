package io.sluice.gateway.plugin;

import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** A plugin of APISIX, configured for one route, consumer or group. Thread-safe. */
public interface Plugin {

  /** The higher, the earlier within each phase, unless {@code _meta.priority} says otherwise. */
  int priority();

  /**
   * The first phase.
   *
   * @return an answer that ends the request here
   */
  default Optional<Answer> rewrite(Exchange exchange) throws IOException {
    return Optional.empty();
  }

  /** The second phase, when every plugin has had the first. */
  default Optional<Answer> access(Exchange exchange) throws IOException {
    return Optional.empty();
  }

  /** Before the head of the response is sent. */
  default void headerFilter(Exchange exchange, HttpFields.Mutable headers) {}

  /** For each chunk of the response body, before it is sent. Leaves the chunk as it is. */
  default void bodyFilter(Exchange exchange, ByteBuffer chunk) {}

  /** After the end of the response. */
  default void log(Exchange exchange) {}
}
