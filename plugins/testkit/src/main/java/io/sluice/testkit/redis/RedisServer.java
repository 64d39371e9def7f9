package io.sluice.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis server in a process of its own, on a free port of the loopback device, which keeps
 * nothing when it stops.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;

  private final String binary;
  private final int port;
  private final List<String> settings;
  private final Path folder;
  private Process process;

  private RedisServer(
      String binary, int port, List<String> settings, Path folder, Process process) {
    this.binary = binary;
    this.port = port;
    this.settings = settings;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param settings as on its command line: {@code "--maxmemory", "3mb"}
   * @throws IllegalStateException if there is no redis-server, or it does not start
   */
  public static RedisServer start(String... settings) {
    return start("redis-server", List.of(settings));
  }

  /**
   * Starts another server than the one on the PATH, such as one of another version or a Valkey.
   *
   * @param binary its path
   * @throws IllegalStateException if it does not start
   */
  public static RedisServer start(Path binary, String... settings) {
    return start(binary.toString(), List.of(settings));
  }

  private static RedisServer start(String binary, List<String> settings) {
    IllegalStateException last = new IllegalStateException("redis-server was not started");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = freePort();
      var folder = temporaryFolder();
      var server =
          new RedisServer(binary, port, settings, folder, launch(binary, port, settings, folder));
      try {
        server.awaitAnswer();
        return server;
      } catch (IllegalStateException e) {
        // Another process may have taken the port meanwhile.
        server.close();
        last = e;
      }
    }
    throw last;
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(String binary, int port, List<String> settings, Path folder) {
    var command = new ArrayList<String>();
    command.add(binary);
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
    command.addAll(settings);
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("redis.log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new IllegalStateException(
          binary + " was not found; redis-server comes with: apt-get install redis-server", e);
    }
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      try {
        if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          throw new IllegalStateException("redis-server did not start:\n" + log());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while redis-server started", e);
      }
    }
  }

  private boolean answers() {
    try {
      return command("PING").equals("PONG");
    } catch (UncheckedIOException e) {
      return false;
    } catch (RedisReplyException e) {
      // It wants a password, or is a replica without its master: it answers.
      return !e.getMessage().startsWith("LOADING");
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("redis.log"));
    } catch (IOException e) {
      return "without a log: " + e;
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /**
   * Runs a command on a connection of its own.
   *
   * @return the answer, of an array each element on a line; empty for none
   * @throws RedisReplyException if it is an error
   * @throws UncheckedIOException if there is none
   */
  public String command(String... words) {
    return RedisCommand.run(port, words);
  }

  /** Stops the process in its tracks: connections stay open, and nothing answers. */
  public void suspend() {
    signal("-STOP");
  }

  /** Lets a suspended process go on. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int status =
          new ProcessBuilder("kill", signal, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends the process at once, as kill -9 does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again on the same port, empty. */
  public void restart() {
    kill();
    process = launch(binary, port, settings, folder);
    awaitAnswer();
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
