package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A model provider that only pretends: it speaks OpenAI's chat completions, answers as its {@link
 * StubBehaviour} says, and remembers what it received.
 *
 * <ul>
 *   <li>{@code POST …/chat/completions}, streamed or not, with tools
 *   <li>{@code GET …/models}
 *   <li>{@code GET /_stub/requests} lists what was received (not these calls themselves), {@code
 *       DELETE} forgets it
 * </ul>
 *
 * <p>An answer begins with the provider's name and the model, as in {@code fast/gpt-5-mini: …},
 * goes on with the words of the last user message, and is as many tokens long as asked for. A
 * request whose last user message contains "call the tool" gets a call of its first tool.
 *
 * <p>Thread-safe; one virtual thread per connection.
 */
public final class StubProvider implements AutoCloseable {

  /** Bursts of test clients must not be refused. */
  private static final int BACKLOG = 4096;

  private final Recorder recorder = new Recorder();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final String name;
  private final List<String> models;
  private final ChatCompletions chat;
  private final ServerSocket server;
  private volatile StubBehaviour behaviour;

  private StubProvider(
      String name, List<String> models, StubBehaviour behaviour, ServerSocket server) {
    this.name = name;
    this.models = List.copyOf(models);
    this.behaviour = behaviour;
    this.server = server;
    chat = new ChatCompletions(name);
  }

  /** Starts a provider on a free port of loopback. */
  public static StubProvider start(String name, StubBehaviour behaviour) {
    return start(name, InetAddress.getLoopbackAddress(), 0, List.of(name), behaviour);
  }

  /**
   * Starts a provider.
   *
   * @param name stands at the beginning of its answers
   * @param address where to listen
   * @param port 0 for a free one
   * @param models what {@code GET /v1/models} lists; any other model is answered all the same
   * @throws UncheckedIOException if the port is taken
   */
  public static StubProvider start(
      String name, InetAddress address, int port, List<String> models, StubBehaviour behaviour) {
    try {
      var server = new ServerSocket(port, BACKLOG, address);
      var provider = new StubProvider(name, models, behaviour, server);
      Thread.ofPlatform().name("stub-" + name).start(provider::accept);
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of stub provider " + name, e);
    }
  }

  /** Returns the name it answers with. */
  public String name() {
    return name;
  }

  /** Returns the port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns the base URL for an OpenAI client. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port() + "/v1");
  }

  /** Changes how requests that come from now on are answered. */
  public void behave(StubBehaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Returns the requests received so far, oldest first. */
  public List<ReceivedRequest> received() {
    return recorder.received();
  }

  /** Waits until at least {@code count} requests have come, whether answered or not. */
  public List<ReceivedRequest> awaitReceived(int count) throws InterruptedException {
    return recorder.awaitArrivals(count, Duration.ofSeconds(10));
  }

  /** Waits until at least {@code count} requests were answered or broken off. */
  public List<ReceivedRequest> awaitFinished(int count) throws InterruptedException {
    return recorder.awaitEnds(count, Duration.ofSeconds(10));
  }

  /** Forgets what was received; both counts begin again. */
  public void forget() {
    recorder.clear();
  }

  /** Stops listening and breaks every connection. */
  @Override
  public void close() {
    closeQuietly(server);
    connections.forEach(StubProvider::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, which ends the loop; or a client that left at once, which is nothing.
      }
    }
    connections.forEach(StubProvider::closeQuietly);
  }

  private void serve(Socket socket) {
    try (var connection = new HttpConnection(socket)) {
      boolean open = true;
      while (open) {
        open = serveNext(connection);
      }
    } catch (IOException e) {
      // The client left. What matters of it is in the recording.
    } finally {
      connections.remove(socket);
    }
  }

  private boolean serveNext(HttpConnection connection) throws IOException {
    try {
      var request = connection.read();
      return request.isPresent() && answer(request.get(), connection);
    } catch (ProtocolException e) {
      // A test that sends this ought to see that it did, rather than a connection that ends.
      connection.write(
          "HTTP/1.1 400 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
              .formatted(e.getMessage())
              .getBytes(ISO_8859_1));
      return false;
    }
  }

  /** Returns whether the connection can be used again. */
  private boolean answer(HttpRequest request, HttpConnection connection) throws IOException {
    if (request.resource().startsWith("/_stub/")) {
      var unrecorded = new Recorder().arrived(request);
      inspect(request, new Reply(connection, unrecorded, request.keepsConnection()));
      return request.keepsConnection();
    }
    var recording = recorder.arrived(request);
    var reply = new Reply(connection, recording, request.keepsConnection());
    boolean clientCut = true;
    try {
      serve(request, reply);
      clientCut = false;
    } finally {
      recording.ended(clientCut && !server.isClosed());
    }
    return request.keepsConnection();
  }

  private void serve(HttpRequest request, Reply reply) throws IOException {
    var call = request.method() + " " + request.resource();
    if (call.startsWith("POST ") && call.endsWith("/chat/completions")) {
      chat.answer(request, behaviour, reply);
    } else if (call.startsWith("GET ") && call.endsWith("/models")) {
      reply.json(200, ChatShapes.models(models));
    } else {
      reply.json(404, unknown(call));
    }
  }

  private void inspect(HttpRequest request, Reply reply) throws IOException {
    var call = request.method() + " " + request.resource();
    switch (call) {
      case "GET /_stub/requests" -> reply.json(200, RequestLog.of(received()));
      case "DELETE /_stub/requests" -> {
        forget();
        reply.json(200, JsonNodeFactory.instance.objectNode());
      }
      default -> reply.json(404, unknown(call));
    }
  }

  private static JsonNode unknown(String call) {
    return ChatShapes.error("Unknown request: " + call, "invalid_request_error", "unknown_url");
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is going away in any case.
    }
  }
}
