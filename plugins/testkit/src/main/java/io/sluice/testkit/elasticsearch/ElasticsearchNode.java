package io.sluice.testkit.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A node in a process of its own, on free ports of the loopback device, from an unpacked
 * distribution: what {@code org.elasticsearch.distribution.integ-test-zip} has is enough.
 *
 * <p>It refuses to run as root. Where the tests are root, it is nobody, and needs Debian's {@code
 * setpriv}.
 */
public final class ElasticsearchNode implements ElasticsearchServer {

  /** Names the folder of the distribution. */
  public static final String HOME = "sluice.test.elasticsearch.home";

  private static final Duration START = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 3;
  private static final String NOBODY = "65534";
  private static final String USERNAME = "sluice";

  /** For a quick start on little memory; the tests are no benchmark. */
  private static final String JAVA_OPTIONS =
      "-Xms512m -Xmx512m -XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
          // Its index of roles needs a module that the distribution lacks.
          + " -Des.queryable_built_in_roles_enabled=false";

  private final int port;
  private final Path home;
  private final Path folder;
  private final String password;
  private Process launcher;

  private ElasticsearchNode(int port, Path home, Path folder, String password, Process launcher) {
    this.port = port;
    this.home = home;
    this.folder = folder;
    this.password = password;
    this.launcher = launcher;
  }

  /** Returns whether there is a distribution to start. */
  public static boolean isAvailable() {
    return Files.isExecutable(home().resolve("bin/elasticsearch"));
  }

  private static Path home() {
    return Path.of(System.getProperty(HOME, "target/server/elasticsearch")).toAbsolutePath();
  }

  /**
   * Starts a node and waits until it answers.
   *
   * @throws IllegalStateException if there is no distribution, or it does not start
   */
  public static ElasticsearchNode start() {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "no Elasticsearch in %s: Maven puts it there before *IT run; -D%s names another"
              .formatted(home(), HOME));
    }
    IllegalStateException last = new IllegalStateException("Elasticsearch was not started");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var node = launched();
      try {
        node.awaitAnswer();
        return node;
      } catch (IllegalStateException e) {
        // Another process may have taken a port meanwhile.
        node.close();
        last = e;
      }
    }
    throw last;
  }

  private static ElasticsearchNode launched() {
    try {
      int port = freePort();
      var folder = Files.createTempDirectory("elasticsearch");
      var password = UUID.randomUUID().toString();
      var home = home();
      new NodeFiles(folder, home.resolve("config")).write(port, freePort(), USERNAME, password);
      if (isRoot()) {
        home = readableHome(home, folder);
        run("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
      }
      var node = new ElasticsearchNode(port, home, folder, password, launch(home, folder));
      Runtime.getRuntime().addShutdownHook(new Thread(node::close));
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Returns the distribution, or a copy where nobody may not see it. */
  private static Path readableHome(Path home, Path folder) throws IOException {
    var probe = new ArrayList<>(asNobody());
    probe.addAll(List.of("test", "-r", home.resolve("lib").toString()));
    if (status(probe) == 0) {
      return home;
    }
    var copy = folder.resolve("home");
    run("cp", "-r", home.toString(), copy.toString());
    return copy;
  }

  private static List<String> asNobody() {
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static Process launch(Path home, Path folder) throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(asNobody());
    }
    command.add(home.resolve("bin/elasticsearch").toString());
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile());
    var environment = builder.environment();
    environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
    environment.put("ES_PATH_CONF", folder.resolve("config").toString());
    environment.put("ES_TMPDIR", folder.resolve("tmp").toString());
    environment.put("ES_JAVA_OPTS", JAVA_OPTIONS);
    environment.put("HOME", folder.toString());
    environment.remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  private void awaitAnswer() {
    var requests = requests();
    long deadline = System.nanoTime() + START.toNanos();
    while (!requests.isAnswered()) {
      try {
        if (launcher.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          throw new IllegalStateException("Elasticsearch did not start:\n" + log());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while Elasticsearch started", e);
      }
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("out.log"));
    } catch (IOException e) {
      return "without a log: " + e;
    }
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String username() {
    return USERNAME;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public void suspend() {
    signal("-STOP");
  }

  @Override
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    processes().forEach(process -> run("kill", signal, Long.toString(process.pid())));
  }

  /** The launcher, which waits, and the server. */
  private List<ProcessHandle> processes() {
    return Stream.concat(launcher.descendants(), Stream.of(launcher.toHandle())).toList();
  }

  @Override
  public void kill() {
    var processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  @Override
  public void restart() {
    kill();
    try {
      launcher = launch(home, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer();
  }

  @Override
  public void close() {
    kill();
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    int status = status(List.of(command));
    if (status != 0) {
      throw new IllegalStateException("%s ended with %d".formatted(command[0], status));
    }
  }

  private static int status(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
