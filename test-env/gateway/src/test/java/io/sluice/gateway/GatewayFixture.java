package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the whole gateway share: a directory, a runner, an upstream, a client. */
abstract class GatewayFixture {

  static final Duration RUNNER_TIMEOUT = Duration.ofMillis(400);

  @TempDir Path directory;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  FakeRunner runner;
  StubUpstream upstream;
  private Optional<Gateway> gateway = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    runner = opened(new FakeRunner(directory.resolve("runner.sock")));
    upstream = opened(new StubUpstream("upstream"));
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Puts the file in place at once, as a careful writer does. */
  void write(String yaml) throws IOException {
    var partial = directory.resolve("apisix.yaml.new");
    Files.writeString(partial, yaml + "\n#END\n");
    Files.move(
        partial,
        directory.resolve("apisix.yaml"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  void start(String yaml) throws IOException {
    write(yaml);
    start();
  }

  void start() throws IOException {
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    gateway =
        Optional.of(opened(Gateway.start(directory, listen, runner.socket(), RUNNER_TIMEOUT)));
  }

  Gateway gateway() {
    return gateway.orElseThrow();
  }

  /** One route to the upstream, for every path, with the plugins given in YAML's flow style. */
  void startWith(String plugins) throws IOException {
    start("routes: [{id: r, uri: /*, " + upstream.inline() + ", plugins: {" + plugins + "}}]");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway().url() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A connection on which a test writes and reads bytes itself. */
  Socket connect() throws IOException {
    var socket = opened(new Socket(InetAddress.getLoopbackAddress(), gateway().url().getPort()));
    socket.setSoTimeout(20_000);
    return socket;
  }

  static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads until the text has come; the bytes of the text are the last ones read. */
  static String readUntil(Socket socket, String text) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      var next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("ended after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Asks again and again, for as long as a slow machine may need. */
  static void eventually(BooleanSupplier condition) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("nothing changed in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
