package io.sluice.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What {@code application.yaml} says under {@code sluice}; the defaults are in the one that is
 * packed with the runner.
 *
 * @param catalog the file with tiers and targets
 */
@ConfigurationProperties(prefix = "sluice", ignoreUnknownFields = false)
record SluiceProperties(
    Path catalog,
    Socket socket,
    Request request,
    Exchanges exchanges,
    Embedding embedding,
    Filters filters,
    String home) {

  /**
   * The unix socket.
   *
   * @param path {@code unix:/path} or a path
   * @param mode octal
   * @param group empty: that of the process
   * @param confLifetime how long a route's plugins are kept after their last call
   */
  record Socket(String path, String mode, String group, int maxConnections, Duration confLifetime) {

    Path file() {
      return Path.of(path.startsWith("unix:") ? path.substring("unix:".length()) : path);
    }
  }

  /**
   * The request phase.
   *
   * @param deadline of a call; an answer that is not there by then is a 503
   */
  record Request(Duration deadline) {}

  /**
   * What comes of requests.
   *
   * @param token what {@code http-logger} shows; empty: its posts are refused
   * @param deadline after which an exchange without log entry ends
   * @param maxOpen exchanges that wait for their log entry
   * @param maxPost the largest post
   */
  record Exchanges(String token, Duration deadline, int maxOpen, DataSize maxPost) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Exchanges[deadline=%s, maxOpen=%d, maxPost=%s]".formatted(deadline, maxOpen, maxPost);
    }
  }

  /**
   * The sentence model.
   *
   * @param threads inferences at the same time; 0: as many as there are processors
   * @param maxTokens what of a text is read, at most 512
   */
  record Embedding(int threads, int maxTokens) {}

  /**
   * Filters written for the published Java runner.
   *
   * @param packages where they are looked for
   */
  record Filters(List<String> packages) {}
}
