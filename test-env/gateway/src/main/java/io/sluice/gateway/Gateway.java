package io.sluice.gateway;

import io.sluice.gateway.config.FileConf;
import io.sluice.gateway.config.Problems;
import io.sluice.gateway.ext.RunnerClient;
import io.sluice.gateway.plugin.Services;
import io.sluice.gateway.route.Compiler;
import io.sluice.gateway.route.Router;
import io.sluice.gateway.server.GatewayServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in for Apache APISIX, for tests and demonstrations: it reads the same standalone file and
 * does on the wire what APISIX does with the few plugins it knows.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Gateway.class);
  private static final long POLL_MILLIS = 200;
  private static final Duration RUNNER_TIMEOUT = Duration.ofMinutes(1);

  private final ConfigFile file;
  private final InetSocketAddress listen;
  private final ScheduledExecutorService timer;
  private final RunnerClient runner;
  private final GatewayServer server;
  private final Services services;
  private volatile Router router;
  private volatile List<String> problems = List.of();

  private Gateway(
      Path confDir, InetSocketAddress listen, Path runnerSocket, Duration runnerTimeout) {
    this.file = new ConfigFile(confDir);
    this.listen = listen;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-timer").factory());
    this.runner = new RunnerClient(runnerSocket, runnerTimeout, timer);
    this.server = new GatewayServer(listen);
    this.services = new Services(runner, server.poster(), timer);
    this.router = Compiler.compile(FileConf.EMPTY, new Problems(), services, "none");
  }

  /**
   * Starts a gateway.
   *
   * @param confDir where {@code apisix.yaml} is, or will be
   * @param listen port 0 takes a free one
   */
  public static Gateway start(Path confDir, InetSocketAddress listen, Path runnerSocket)
      throws IOException {
    return start(confDir, listen, runnerSocket, RUNNER_TIMEOUT);
  }

  /** Starts a gateway that gives the runner less time than the 60 s of APISIX, for tests. */
  static Gateway start(
      Path confDir, InetSocketAddress listen, Path runnerSocket, Duration runnerTimeout)
      throws IOException {
    var gateway = new Gateway(confDir, listen, runnerSocket, runnerTimeout);
    logger.info("this is a stand-in for Apache APISIX, for tests and demonstrations only");
    gateway.look();
    try {
      gateway.server.start(() -> gateway.router);
    } catch (IOException e) {
      gateway.close();
      throw e;
    }
    var unused =
        gateway.timer.scheduleWithFixedDelay(
            gateway::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    return gateway;
  }

  public URI url() {
    return URI.create("http://" + listen.getHostString() + ":" + server.port());
  }

  /** What is wrong with the file as it is now; empty if it is in force. */
  public List<String> problems() {
    return problems;
  }

  private void look() {
    try {
      file.changed().ifPresent(this::take);
    } catch (IOException | RuntimeException e) {
      logger.atError().addKeyValue("file", file).addKeyValue("reason", e).log("cannot read");
    }
  }

  private void take(String yaml) {
    var found = new Problems();
    var compiled = Compiler.compile(FileConf.parse(yaml, found), found, services, version(yaml));
    problems = found.list();
    if (found.none()) {
      router = compiled;
      logger.atInfo().addKeyValue("file", file).log("configuration taken");
    } else {
      logger
          .atError()
          .addKeyValue("file", file)
          .addKeyValue("problems", "\n  " + String.join("\n  ", problems) + "\n")
          .log("configuration not taken, the one before stays in force");
    }
  }

  private static String version(String yaml) {
    var checksum = new CRC32();
    checksum.update(yaml.getBytes(StandardCharsets.UTF_8));
    return Long.toString(checksum.getValue());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
    runner.close();
  }
}
