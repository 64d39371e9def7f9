package io.sluice.testkit.redis;

import io.sluice.testkit.servers.LocalProcess;
import io.sluice.testkit.servers.ServerProcess;
import io.sluice.testkit.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis server in a process of its own, or in a container where {@link TestServers} has one, on a
 * free port of the loopback device, which keeps nothing when it stops.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;
  private static final String ON_THE_PATH = "redis-server";

  private final String binary;
  private final int port;
  private final List<String> settings;
  private final Path folder;
  private ServerProcess process;

  private RedisServer(
      String binary, int port, List<String> settings, Path folder, ServerProcess process) {
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
    return start(ON_THE_PATH, List.of(settings));
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

  private static ServerProcess launch(String binary, int port, List<String> settings, Path folder) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    arguments.addAll(List.of("--save", "", "--appendonly", "no"));
    arguments.addAll(settings);
    if (binary.equals(ON_THE_PATH)) {
      var container =
          TestServers.container(TestServers.REDIS_IMAGE, command(binary, arguments), Map.of());
      if (container.isPresent()) {
        return container.get();
      }
    }
    arguments.addAll(List.of("--dir", folder.toString()));
    try {
      return LocalProcess.start(
          new ProcessBuilder(command(binary, arguments)), folder.resolve("redis.log"));
    } catch (IOException e) {
      throw new IllegalStateException(
          binary + " was not found; redis-server comes with: apt-get install redis-server", e);
    }
  }

  private static List<String> command(String binary, List<String> arguments) {
    var command = new ArrayList<>(List.of(binary));
    command.addAll(arguments);
    return command;
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("redis-server did not start:\n" + process.log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
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
    process.suspend();
  }

  /** Lets a suspended process go on. */
  public void resume() {
    process.resume();
  }

  /** Ends the process at once, as kill -9 does. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on the same port, empty. */
  public void restart() {
    process.close();
    process = launch(binary, port, settings, folder);
    awaitAnswer();
  }

  @Override
  public void close() {
    process.close();
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
