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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A runner that this program started, for as long as it is measured. */
final class RunnerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final long startNanos;
  private final Path socket;
  private final Path log;

  private RunnerProcess(Process process, long startNanos, Path socket, Path log) {
    this.process = process;
    this.startNanos = startNanos;
    this.socket = socket;
    this.log = log;
  }

  /**
   * Starts a runner that listens on a socket of its own.
   *
   * @param log receives what it prints
   */
  static RunnerProcess start(List<String> command, Path socket, Path log) throws IOException {
    return start(command, socket, log, Map.of());
  }

  /**
   * Starts such a runner with more in its environment.
   *
   * @param log receives what it prints
   */
  static RunnerProcess start(
      List<String> command, Path socket, Path log, Map<String, String> environment)
      throws IOException {
    Files.deleteIfExists(socket);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("APISIX_LISTEN_ADDRESS", "unix:" + socket);
    long start = System.nanoTime();
    return new RunnerProcess(builder.start(), start, socket, log);
  }

  /** Returns the milliseconds from the start until the health page says 200. */
  double awaitHealth(int managementPort) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + managementPort + "/actuator/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    return await("health", () -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
  }

  /**
   * Returns the milliseconds from the start until a call over the socket is answered, the route's
   * preparation included.
   *
   * @throws IOException if the answer is a stop, which here means a configuration it refuses
   */
  double awaitFirstCall(Map<String, String> plugins, byte[] body)
      throws IOException, InterruptedException {
    var outcome = new String[1];
    double millis =
        await(
            "the first call",
            () -> {
              try (var connection = RunnerConnection.open(socket)) {
                outcome[0] = connection.call(connection.prepare(plugins), body);
                return true;
              }
            });
    if (String.valueOf(outcome[0]).startsWith("stop")) {
      throw new IOException("the runner answered the call with " + outcome[0]);
    }
    return millis;
  }

  /** Returns the resident memory of the process and its children, in MB (10^6 bytes). */
  double residentMegabytes() throws IOException {
    long kibibytes = 0;
    var handles = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    for (var handle : handles) {
      kibibytes += residentKibibytes(Files.readAllLines(status(handle.pid())));
    }
    return kibibytes * 1024 / 1e6;
  }

  /** Returns the processor time that the process and its children have used. */
  double processorMicros() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .mapToDouble(time -> time.toNanos() / 1e3)
        .sum();
  }

  /** Sends SIGTERM and returns the milliseconds until the process is gone. */
  double stop() throws InterruptedException {
    long start = System.nanoTime();
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      close();
    }
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void close() {
    http.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  static long residentKibibytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static Path status(long pid) {
    return Path.of("/proc", Long.toString(pid), "status");
  }

  private interface Attempt {
    boolean succeeds() throws IOException, InterruptedException;
  }

  private double await(String what, Attempt attempt) throws IOException, InterruptedException {
    var last = "";
    while (System.nanoTime() - startNanos < PATIENCE.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException(
            "the runner ended with status %d before %s:%n%s"
                .formatted(process.exitValue(), what, Files.readString(log)));
      }
      try {
        if (attempt.succeeds()) {
          return (System.nanoTime() - startNanos) / 1e6;
        }
      } catch (IOException e) {
        // Not there yet.
        last = e.toString();
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("no %s within %s; last: %s".formatted(what, PATIENCE, last));
  }
}
