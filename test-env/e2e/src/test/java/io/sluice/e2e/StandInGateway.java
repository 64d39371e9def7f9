package io.sluice.e2e;

import java.nio.file.Path;
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
    var port = FreePort.find();
    url = "http://127.0.0.1:" + port;
    process =
        Processes.start(
            "gateway", Map.of(), GatewayProcess.command(Processes.ROOT, confDir, port, socket));
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
