package io.sluice.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stand-in gateway that this program started, for as long as it is needed. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;

  private final Process process;
  private final int port;
  private final Path log;

  private GatewayProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a gateway, in the repository's folder.
   *
   * @param confDir that has its {@code apisix.yaml}
   * @param port of loopback where it is to listen
   * @param socket of the runner
   * @param log receives what it prints
   */
  static GatewayProcess start(Path confDir, int port, Path socket, Path log) throws IOException {
    var builder =
        new ProcessBuilder(command(Path.of(""), confDir, port, socket)).redirectErrorStream(true);
    return new GatewayProcess(builder.redirectOutput(log.toFile()).start(), port, log);
  }

  /**
   * Returns what starts a gateway.
   *
   * @param root the repository's folder
   */
  static List<String> command(Path root, Path confDir, int port, Path socket) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar",
        root.resolve("test-env/gateway/target/gateway.jar").toString(),
        "--conf-dir",
        confDir.toString(),
        "--listen",
        "127.0.0.1:" + port,
        "--socket",
        socket.toString());
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Waits until it answers, whatever it says. */
  void awaitAnswer(HttpClient http) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!answers(http)) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IOException("the gateway does not answer: " + Files.readString(log));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean answers(HttpClient http) throws InterruptedException {
    try {
      http.send(HttpRequest.newBuilder(uri()).build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
