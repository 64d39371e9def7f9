package io.sluice.resilience;

import io.sluice.exchange.Problems;
import java.net.URI;

/**
 * The gateway, for requests that are sent to a target from here.
 *
 * @param url {@code http://host:port}; what comes after is the request's path
 * @param token sent as {@code Authorization: Bearer}; empty: none is
 * @param maxCalls how many requests may be under way
 * @param maxBody the longest answer, in bytes
 */
public record GatewayConfig(String url, String token, int maxCalls, int maxBody) {

  public GatewayConfig {
    new Problems("gateway")
        .require(
            url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?"), "url", "an http or https address", url)
        .require(maxCalls >= 1, "max_calls", "at least 1", maxCalls)
        .require(maxBody >= 1, "max_body", "at least 1", maxBody)
        .throwIfAny();
  }

  URI at(String path) {
    return URI.create((url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + path);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "GatewayConfig[url=%s, maxCalls=%d, maxBody=%d]".formatted(url, maxCalls, maxBody);
  }
}
