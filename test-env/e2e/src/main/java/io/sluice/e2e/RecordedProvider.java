package io.sluice.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A provider on loopback that says again what others once said: the request's header {@value #ID}
 * names the exchange. Streams come in pieces that are cut anywhere: within a letter, a line, an
 * event.
 */
final class RecordedProvider implements AutoCloseable {

  static final String ID = "x-recorded-id";

  /** Of pieces, in bytes; half of them are shorter than 32. */
  private static final int LONGEST_EXPONENT = 10;

  static {
    // Pieces that wait for each other would be joined again on their way.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Map<String, RecordedExchange> exchanges = new ConcurrentHashMap<>();
  private final HttpServer server;

  private RecordedProvider(HttpServer server) {
    this.server = server;
  }

  static RecordedProvider start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var provider = new RecordedProvider(HttpServer.create(address, 0));
      provider.server.createContext("/", provider::answer);
      provider.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      provider.server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Adds an exchange that it can be asked for. */
  void knows(RecordedExchange exchange) {
    exchanges.put(exchange.id(), exchange);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      http.getRequestBody().readAllBytes();
      var exchange = exchanges.get(http.getRequestHeaders().getFirst(ID));
      if (exchange == null) {
        http.sendResponseHeaders(501, -1);
        return;
      }
      var body = exchange.responseBytes();
      http.getResponseHeaders().set("Content-Type", exchange.contentType());
      if (!exchange.stream()) {
        http.sendResponseHeaders(exchange.status(), body.length == 0 ? -1 : body.length);
        http.getResponseBody().write(body);
        return;
      }
      http.sendResponseHeaders(exchange.status(), 0);
      writeInPieces(http, body, new Random(exchange.id().hashCode()));
    }
  }

  private static void writeInPieces(HttpExchange http, byte[] body, Random random)
      throws IOException {
    var out = http.getResponseBody();
    int at = 0;
    while (at < body.length) {
      int length = 1 + random.nextInt(1 << random.nextInt(LONGEST_EXPONENT));
      int end = Math.min(body.length, at + length);
      out.write(body, at, end - at);
      out.flush();
      at = end;
    }
  }
}
