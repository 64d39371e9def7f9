package io.sluice.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Runs the gateway stand-in from the command line. */
public final class GatewayMain {

  private static final String USAGE =
      """
      Gateway stand-in for Apache APISIX, for tests and demonstrations only.
      usage: gateway --conf-dir DIR [--listen 127.0.0.1:9080] [--socket /tmp/runner.sock]
        --conf-dir  directory of apisix.yaml, which is read again whenever it changes
        --listen    address and port; port 0 takes a free one
        --socket    unix socket of the plugin runner\
      """;

  private static final Set<String> OPTIONS = Set.of("--conf-dir", "--listen", "--socket");

  private GatewayMain() {}

  public static void main(String... args) throws InterruptedException {
    var options = options(args);
    var confDir = Path.of(options.getOrDefault("--conf-dir", ""));
    if (!options.containsKey("--conf-dir") || !Files.isDirectory(confDir)) {
      fail("--conf-dir must name a directory\n" + USAGE, 2);
    }
    var listen = address(options.getOrDefault("--listen", "127.0.0.1:9080"));
    var socket = Path.of(options.getOrDefault("--socket", "/tmp/runner.sock"));
    try (var gateway = Gateway.start(confDir, listen, socket)) {
      System.out.println(
          "APISIX stand-in listens on %s, configuration %s, runner %s"
              .formatted(gateway.url(), confDir.resolve("apisix.yaml"), socket));
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
      new CountDownLatch(1).await();
    } catch (IOException e) {
      fail("The gateway cannot listen on " + listen + ": " + e, 1);
    }
  }

  private static Map<String, String> options(String... args) {
    var options = new HashMap<String, String>();
    for (var i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        fail("Cannot use " + args[i] + "\n" + USAGE, 2);
      }
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static InetSocketAddress address(String written) {
    var colon = written.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          written.substring(0, Math.max(colon, 0)), Integer.parseInt(written.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      fail("--listen must be address:port, but was " + written, 2);
      throw e;
    }
  }

  private static void fail(String message, int status) {
    System.err.println(message);
    System.exit(status);
  }
}
