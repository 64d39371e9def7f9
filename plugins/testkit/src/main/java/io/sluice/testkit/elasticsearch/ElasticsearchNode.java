package io.sluice.testkit.elasticsearch;

import io.sluice.testkit.servers.Command;
import io.sluice.testkit.servers.LocalProcess;
import io.sluice.testkit.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A node in a process of its own, on free ports of the loopback device, from an unpacked
 * distribution: what {@code org.elasticsearch.distribution.integ-test-zip} has is enough.
 *
 * <p>It refuses to run as root. Where the tests are root, it is nobody, and needs Debian's {@code
 * setpriv}.
 */
public final class ElasticsearchNode extends RunningNode {

  /** Names the folder of the distribution. */
  public static final String HOME = "sluice.test.elasticsearch.home";

  private static final int ATTEMPTS = 3;
  private static final String NOBODY = "65534";
  private static final String USERNAME = "sluice";

  /** For a quick start on little memory; the tests are no benchmark. */
  private static final String JAVA_OPTIONS =
      "-Xms512m -Xmx512m -XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
          // Its index of roles needs a module that the distribution lacks.
          + " -Des.queryable_built_in_roles_enabled=false";

  private final Path folder;

  private ElasticsearchNode(int port, Path folder, String password, ServerProcess process) {
    super(port, USERNAME, password, process);
    this.folder = folder;
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
        Command.run("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
      }
      var node = new ElasticsearchNode(port, folder, password, launch(home, folder));
      Runtime.getRuntime().addShutdownHook(new Thread(node::close));
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Returns the distribution, or a copy where nobody may not see it. */
  private static Path readableHome(Path home, Path folder) throws IOException {
    var probe = new ArrayList<>(asNobody());
    probe.addAll(List.of("test", "-r", home.resolve("lib").toString()));
    if (Command.status(probe.toArray(String[]::new)) == 0) {
      return home;
    }
    var copy = folder.resolve("home");
    Command.run("cp", "-r", home.toString(), copy.toString());
    return copy;
  }

  private static List<String> asNobody() {
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static ServerProcess launch(Path home, Path folder) throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(asNobody());
    }
    command.add(home.resolve("bin/elasticsearch").toString());
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    var environment = builder.environment();
    environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
    environment.put("ES_PATH_CONF", folder.resolve("config").toString());
    environment.put("ES_TMPDIR", folder.resolve("tmp").toString());
    environment.put("ES_JAVA_OPTS", JAVA_OPTIONS);
    environment.put("HOME", folder.toString());
    environment.remove("JAVA_TOOL_OPTIONS");
    return LocalProcess.start(builder, folder.resolve("out.log"));
  }

  @Override
  public void close() {
    super.close();
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
