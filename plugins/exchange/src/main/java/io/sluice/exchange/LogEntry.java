package io.sluice.exchange;

import java.time.Duration;

/**
 * What APISIX says of a finished exchange.
 *
 * @param requestId the exchange's id; empty when the request never reached the runner
 * @param status of the response that the client got
 * @param contentType of that response; empty when there was none
 * @param body the response as it was sent, which may be cut at the logger's limit
 * @param complete whether the client got all of it
 * @param bytesSent of the response's body
 * @param upstream the address that answered; empty when none did
 * @param cacheStatus of the response header {@code X-AI-Cache-Status}; empty when there was none
 * @param took from the first byte of the request to the last of the response
 * @param firstByte until the upstream's first byte; zero when unknown
 */
public record LogEntry(
    String requestId,
    int status,
    String contentType,
    String body,
    boolean complete,
    long bytesSent,
    String upstream,
    String cacheStatus,
    Duration took,
    Duration firstByte) {

  /** Without the body: it is content. */
  @Override
  public String toString() {
    return "LogEntry[%s, status %d, %d bytes]".formatted(requestId, status, bytesSent);
  }
}
