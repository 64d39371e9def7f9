package io.sluice.testkit;

import io.sluice.exchange.Header;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a stub provider knows of one request at the moment of asking.
 *
 * @param number counts from 1 since the provider started
 * @param path as in the request line, query included
 * @param finished whether the provider is done with it: answered, or the connection broken
 * @param clientCut whether the client went before it had the whole answer
 * @param bytesSent bytes written for the answer so far, status line and headers included
 */
public record ReceivedRequest(
    long number,
    String method,
    String path,
    List<Header> headers,
    Body body,
    Instant arrived,
    boolean finished,
    boolean clientCut,
    long bytesSent) {

  /** Returns every value of a header, in the order of arrival. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** Returns a header's first value. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }
}
