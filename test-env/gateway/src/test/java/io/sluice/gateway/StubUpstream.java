package io.sluice.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An upstream that answers with its name, or as a test says, and remembers what it was asked. */
final class StubUpstream implements AutoCloseable {

  /** Answers one request. */
  interface Script {
    void answer(HttpExchange exchange, byte[] body) throws IOException;
  }

  /**
   * What the upstream was asked.
   *
   * @param body as UTF-8
   */
  record Seen(String method, String uri, Map<String, List<String>> headers, String body) {

    String header(String name) {
      var values = headers.get(name);
      return values == null ? "" : String.join("|", values);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Script script;

  StubUpstream(String name) throws IOException {
    script = (exchange, body) -> send(exchange, 200, name);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  void script(Script next) {
    script = next;
  }

  List<Seen> seen() {
    return seen;
  }

  Seen last() {
    return seen.getLast();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** As an attribute of a route. */
  String inline() {
    return "upstream: {type: roundrobin, nodes: {\"" + address() + "\": 1}}";
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              caseless(exchange.getRequestHeaders()),
              new String(body, StandardCharsets.UTF_8)));
      script.answer(exchange, body);
    }
  }

  private static Map<String, List<String>> caseless(Map<String, List<String>> headers) {
    var caseless = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(headers);
    return caseless;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
