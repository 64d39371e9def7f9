package io.sluice.testkit.elasticsearch;

import io.sluice.testkit.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Requests of tests, past what they test. Thread-safe. */
public final class ElasticsearchRequests {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String url;
  private final String authorization;

  ElasticsearchRequests(String url, String username, String password) {
    this.url = url;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a request and returns the answer's body.
   *
   * @param json the body, empty for none
   * @throws IllegalStateException if the answer is an error
   * @throws UncheckedIOException if there is none
   */
  public String send(String method, String path, String json) {
    var answer = exchange(method, path, json);
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          "%s %s was answered with %d: %s"
              .formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  /**
   * Waits until a server answers, and as it should.
   *
   * @throws IllegalStateException if it ends, or takes more than two minutes
   */
  void awaitAnswer(ServerProcess process) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!isAnswered()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("Elasticsearch did not start:\n" + process.log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean isAnswered() {
    try {
      // A status by name is waited for.
      return exchange("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s", "").statusCode()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private HttpResponse<String> exchange(String method, String path, String json) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
