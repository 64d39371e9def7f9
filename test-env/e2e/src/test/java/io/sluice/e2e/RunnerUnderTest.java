package io.sluice.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** The runner as a process of its own. */
final class RunnerUnderTest implements AutoCloseable {

  /** What the tests' log entries show. */
  static final String TOKEN = "e2e-token-8c1f";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path socket;
  private final int port;
  private final Map<String, String> environment;
  private Process process;

  /**
   * @param more settings, as environment variables
   */
  RunnerUnderTest(Path socket, Map<String, String> more) {
    this(socket, FreePort.find(), more);
  }

  /**
   * @param folder for what it keeps
   * @param quotas the file of its budgets
   */
  static RunnerUnderTest with(Path socket, Path folder, Path quotas) {
    int port = FreePort.find();
    return new RunnerUnderTest(socket, port, RunnerKeys.of(port, TOKEN, folder, quotas));
  }

  private RunnerUnderTest(Path socket, int port, Map<String, String> more) {
    this.socket = socket;
    this.port = port;
    this.environment = new HashMap<>(more);
    environment.putAll(
        Map.of(
            "SLUICE_SOCKET_PATH",
            socket.toString(),
            "SLUICE_EXCHANGES_TOKEN",
            TOKEN,
            "SLUICE_REQUEST_DEADLINE",
            "20s",
            "SLUICE_FILTERS_PACKAGES",
            "com.example.filters",
            "SLUICE_FILTERS_DIR",
            Processes.ROOT.resolve("test-env/existing-filters/target").toString(),
            "SERVER_PORT",
            Integer.toString(port)));
    this.process = launch();
  }

  /** Returns where its management HTTP listens. */
  String management() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns what it charged to the routes of {@link Meter#budgets}. */
  Meter meter() {
    return new Meter(http, URI.create(management()));
  }

  /** Kills it without a chance to say goodbye. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop, as APISIX does. */
  CompletableFuture<Process> terminate() {
    process.destroy();
    return process.onExit();
  }

  /** Returns which process it is, which must be alive. */
  long pid() {
    if (!process.isAlive()) {
      throw new AssertionError("the runner ended: see " + Processes.log("runner"));
    }
    return process.pid();
  }

  /** Returns whether its socket is there. */
  boolean listens() {
    return socket.toFile().exists();
  }

  /** Starts it again and waits until it serves. */
  void restart() {
    process = launch();
  }

  /** Returns the sum of a metric's values over the tags that a text names. */
  double metric(String name, String tag) {
    var line = Pattern.compile("^" + name + "(\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);
    return line.matcher(get("/actuator/prometheus"))
        .results()
        .filter(match -> tag.isEmpty() || match.group(1).contains(tag))
        .mapToDouble(match -> Double.parseDouble(match.group(2)))
        .sum();
  }

  @Override
  public void close() {
    Processes.stop(process);
  }

  private Process launch() {
    var launched =
        Processes.start(
            "runner",
            environment,
            List.of(Processes.ROOT.resolve("plugin-runner/bin/plugin-runner").toString()));
    Processes.await(
        "the runner's health (see " + Processes.log("runner") + ")",
        () -> {
          if (!launched.isAlive()) {
            throw new AssertionError("the runner ended: see " + Processes.log("runner"));
          }
          return socket.toFile().exists() && isHealthy();
        });
    return launched;
  }

  private boolean isHealthy() {
    try {
      return get("/actuator/health").contains("\"status\":\"UP\"");
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private String get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(management() + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
