package io.sluice.gateway.server;

import io.sluice.gateway.exchange.Exchange;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Which headers a proxy passes on. */
final class ProxyHeaders {

  private static final Set<String> NOT_UPSTREAM =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> NOT_TO_CLIENT =
      Set.of(
          "connection",
          "date",
          "keep-alive",
          "server",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-pad");

  private ProxyHeaders() {}

  static HttpFields upstream(Exchange exchange, Optional<String> host) {
    var request = exchange.request();
    var address = request.remote().getAddress().getHostAddress();
    var headers = HttpFields.build();
    host.ifPresent(name -> headers.add(HttpHeader.HOST, name));
    headers.add("X-Real-IP", address);
    for (var field : request.headers()) {
      if (!NOT_UPSTREAM.contains(field.getName().toLowerCase(Locale.ROOT))) {
        headers.add(field);
      }
    }
    var forwarded = request.headers().getValuesList(HttpHeader.X_FORWARDED_FOR);
    var before = forwarded.isEmpty() ? "" : String.join(", ", forwarded) + ", ";
    return headers.put("X-Real-IP", address).put(HttpHeader.X_FORWARDED_FOR, before + address);
  }

  static HttpFields toClient(HttpFields answered) {
    var headers = HttpFields.build();
    for (var field : answered) {
      var name = field.getName().toLowerCase(Locale.ROOT);
      if (!NOT_TO_CLIENT.contains(name) && !name.startsWith("x-accel-")) {
        headers.add(field);
      }
    }
    return headers;
  }
}
