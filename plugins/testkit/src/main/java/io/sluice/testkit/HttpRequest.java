package io.sluice.testkit;

import io.sluice.exchange.Header;
import java.util.List;

/** A request as read from a connection. */
record HttpRequest(String method, String path, String version, List<Header> headers, Body body) {

  /** Returns the path without its query. */
  String resource() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  boolean keepsConnection() {
    return version.equals("HTTP/1.1")
        && headers.stream()
            .noneMatch(header ->
                header.name().equalsIgnoreCase("connection")
                    && header.value().equalsIgnoreCase("close"));
  }
}
