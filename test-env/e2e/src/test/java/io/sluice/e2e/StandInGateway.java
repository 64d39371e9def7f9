package io.sluice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The gateway stand-in as a process of its own. */
final class StandInGateway implements AutoCloseable {

  private final Process process;
  private final String url;

  /**
   * @param confDir where its {@code apisix.yaml} is, or will be
   * @param socket of its runner
   */
  StandInGateway(Path confDir, Path socket) {
    var port = freePort();
    url = "http://127.0.0.1:" + port;
    process =
        Processes.start(
            "gateway",
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Processes.ROOT.resolve("test-env/gateway/target/gateway.jar").toString(),
                "--conf-dir",
                confDir.toString(),
                "--listen",
                "127.0.0.1:" + port,
                "--socket",
                socket.toString()));
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    Processes.stop(process);
  }

  private static int freePort() {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
