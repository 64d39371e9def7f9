package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.gateway.exchange.ByteStrings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where {@code http-logger} posts to in a test. */
final class LogSink implements AutoCloseable {

  /**
   * A post.
   *
   * @param authorization or "none"
   * @param port of the sender
   */
  record Post(String body, String authorization, String contentType, int port) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private volatile int status = 200;

  LogSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/exchanges";
  }

  void status(int next) {
    status = next;
  }

  Post next() throws InterruptedException {
    var post = posts.poll(10, TimeUnit.SECONDS);
    assertThat(post).as("a log entry").isNotNull();
    return post;
  }

  int waiting() {
    return posts.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Kept as bytes: what is logged need not be UTF-8.
      var body = ByteStrings.of(exchange.getRequestBody().readAllBytes());
      var authorization = exchange.getRequestHeaders().getFirst("Authorization");
      posts.add(
          new Post(
              body,
              authorization == null ? "none" : authorization,
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRemoteAddress().getPort()));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
