package io.sluice.e2e;

import io.sluice.testkit.StubBehaviour;
import io.sluice.testkit.StubProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the end-to-end tests talk to: a gateway, a runner and two providers, started once for all.
 *
 * <p>The gateway is the one that the system properties {@code gateway.url}, {@code
 * gateway.conf-dir} and {@code runner.socket} name, or else the stand-in. No test can tell.
 */
final class Environment {

  /** Routes on which every token is counted, and there is room for all. */
  private static final List<String> METERED =
      List.of("streams", "streams-cut", "bytes", "bytes-cut", Replay.ROUTE);

  /** Routes that have room for one small answer in two seconds. */
  private static final List<String> TIGHT =
      List.of("tight-java", "tight-node", "tight-java-once", "tight-node-once");

  /** The name of the budget of {@link #TIGHT}. */
  static final String TIGHT_BUDGET = "two-seconds";

  private static final Environment INSTANCE = new Environment();

  final StubProvider fast = StubProvider.start("fast", StubBehaviour.normal());
  final StubProvider smart = StubProvider.start("smart", StubBehaviour.normal());
  final RecordedProvider recorded = RecordedProvider.start();
  final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  final Path released;
  final RunnerUnderTest runner;
  final String url;

  private final List<AutoCloseable> toClose = new ArrayList<>();

  private Environment() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    var folder = temporaryFolder();
    released = folder.resolve("released");
    var socket = Path.of(property("runner.socket", folder.resolve("runner.sock").toString()));
    var confDir = Path.of(property("gateway.conf-dir", folder.toString()));
    toClose.add(fast);
    toClose.add(smart);
    toClose.add(recorded);
    runner = RunnerUnderTest.with(socket, folder, quotas(folder));
    toClose.add(runner);
    url =
        property("gateway.url", "").isEmpty()
            ? standIn(confDir, socket)
            : property("gateway.url", "");
    apply(routes(confDir));
  }

  static Environment get() {
    return INSTANCE;
  }

  URI uri(String path) {
    return URI.create(url + path);
  }

  /** Begins a request of a consumer of the shipped routes. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer alice-key")
        .header("Content-Type", "application/json");
  }

  private RouteFile routes(Path confDir) {
    var routes =
        new RouteFile(
            Processes.ROOT.resolve("apisix-conf/apisix.yaml"),
            confDir,
            Map.of(
                "127.0.0.1:9401",
                "127.0.0.1:" + fast.port(),
                "127.0.0.1:9402",
                "127.0.0.1:" + smart.port(),
                "http://127.0.0.1:9381",
                runner.management(),
                "change-me",
                RunnerUnderTest.TOKEN));
    var router = routes.shippedRouter();
    routes.add("plain", Map.of("ext-plugin-pre-req", RouteFile.LEFT_OUT));
    routes.add("degraded", extPlugin(true, "ai-semantic-router", router));
    routes.add(
        "broken",
        extPlugin(
            false,
            "ai-semantic-router",
            "{\"default_tier\":\"smart\",\"similarity_threshold\":1.2,\"intent\":[]}"));
    routes.add("unknown", extPlugin(false, "ai-semantic-rooter", "{}"));
    routes.add(
        "slow",
        extPlugin(false, "WaitingFilter", released.toString(), "ai-semantic-router", router));
    routes.add(
        "filtered",
        extPlugin(false, "EverythingFilter", "as configured", "ai-semantic-router", router));
    routes.add("teapot", extPlugin(false, "TeapotFilter", "", "ai-semantic-router", router));
    routes.add("failing", extPlugin(false, "FailingFilter", "", "ai-semantic-router", router));
    routes.add(
        "failing-degraded", extPlugin(true, "FailingFilter", "", "ai-semantic-router", router));
    routes.add("bodiless", extPlugin(false, "WaitingFilter", "/"));
    var limited = RouteFile.extPlugin(false, "ai-token-limit", "{}");
    for (var route : List.of("streams", "streams-cut")) {
      routes.add(route, Map.of("ext-plugin-pre-req", limited));
    }
    for (var route : List.of("bytes", "bytes-cut")) {
      routes.add(
          route,
          Map.of("ext-plugin-pre-req", limited, "serverless-post-function", RouteFile.LEFT_OUT));
    }
    for (var route : TIGHT) {
      routes.add(route, Map.of("ext-plugin-pre-req", limited));
    }
    routes.add(Replay.ROUTE, Map.of("ext-plugin-pre-req", limited), recorded.port());
    return routes;
  }

  /** Budgets of the tests: the shipped ones may change without them. */
  private static Path quotas(Path folder) {
    var tight =
        """
          - name: %s
            covers: {route: [%s]}
            per: [route]
            unit: total_tokens
            limit: 50
            window: {sliding: 2s}
            alerts: []
        """
            .formatted(TIGHT_BUDGET, String.join(", ", TIGHT));
    try {
      return Files.writeString(folder.resolve("quotas.yaml"), Meter.budgets(METERED) + tight);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> extPlugin(boolean allowDegradation, String... plugins) {
    return Map.of("ext-plugin-pre-req", RouteFile.extPlugin(allowDegradation, plugins));
  }

  private void apply(RouteFile routes) {
    var ready = uri(routes.write());
    Processes.await("the gateway's routes", () -> !isUnknown(ready));
  }

  private boolean isUnknown(URI uri) {
    try {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() == 404 && answer.body().contains("Route Not Found");
    } catch (IOException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String standIn(Path confDir, Path socket) {
    var gateway = new StandInGateway(confDir, socket);
    toClose.add(gateway);
    return gateway.url();
  }

  private void close() {
    for (var closeable : toClose.reversed()) {
      try {
        closeable.close();
      } catch (Exception e) {
        System.err.println("not closed: " + e);
      }
    }
  }

  private static String property(String name, String otherwise) {
    var value = System.getProperty(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sluice-e2e");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
