package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Exchange;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;

/** {@code request-id}: gives the request an id where the client gave none. */
final class RequestId implements Plugin {

  private final String header;
  private final boolean inResponse;

  private RequestId(String header, boolean inResponse) {
    this.header = header;
    this.inResponse = inResponse;
  }

  static Optional<RequestId> read(Block block) {
    block.oneOf("algorithm", "uuid", "uuid");
    return Optional.of(
        new RequestId(
            block.text("header_name", "X-Request-Id"), block.flag("include_in_response", true)));
  }

  @Override
  public int priority() {
    return 12015;
  }

  @Override
  public Optional<Answer> rewrite(Exchange exchange) {
    var headers = exchange.request().headers();
    var given = headers.get(header);
    if (given == null || given.isEmpty()) {
      headers.put(header, UUID.randomUUID().toString());
    }
    var id = Optional.ofNullable(headers.get(header));
    exchange.register("apisix_request_id", () -> id);
    return Optional.empty();
  }

  @Override
  public void headerFilter(Exchange exchange, HttpFields.Mutable headers) {
    var id = exchange.request().headers().get(header);
    if (inResponse && id != null && !headers.contains(header)) {
      headers.put(header, id);
    }
  }
}
