package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures a runner from its start, then a gateway with it, and prints what it measured.
 *
 * <p>{@code --runner COMMAND --socket PATH --management-port N}, and as wished {@code --plugins
 * FILE} (a JSON object of plugin names and configurations: the route of the first call), {@code
 * --routes FILE} (an apisix.yaml: the semantic router of its first route), {@code --settle-seconds
 * N --calls N}. The command is split at spaces and gets the socket in the environment variable
 * {@code APISIX_LISTEN_ADDRESS}, as from APISIX.
 *
 * <p>{@code --gateway http://127.0.0.1:PORT --plain PATH --plugin PATH}, and as wished {@code --key
 * KEY --connections 1,16 --seconds N --warm-up-seconds N}: two routes to the same upstream, one
 * without and one with the external plugin.
 */
public final class Bench {

  private static final Set<String> OPTIONS =
      Set.of(
          "runner",
          "socket",
          "management-port",
          "plugins",
          "routes",
          "settle-seconds",
          "calls",
          "gateway",
          "plain",
          "plugin",
          "key",
          "connections",
          "seconds",
          "warm-up-seconds");

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BODY_BYTES = 2048;

  /** Nothing to embed: what is left is the protocol and the chain of plugins. */
  private static final byte[] BODY_WITHOUT_QUESTION =
      new String(body(), UTF_8).replace("\"user\"", "\"else\"").getBytes(UTF_8);

  private static final int WARM_UP_CALLS = 20_000;

  /** Routes take turns, so that neither is always the one measured on a warmer machine. */
  private static final int TURNS = 4;

  private final PrintStream out;
  private final Options options;

  private Bench(PrintStream out, Options options) {
    this.out = out;
    this.options = options;
  }

  public static void main(String[] args) throws Exception {
    try {
      run(System.out, args);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  static void run(PrintStream out, String... args)
      throws IOException, InterruptedException, ExecutionException {
    var options = Options.parse(OPTIONS, args);
    if (options.get("runner").isEmpty() && options.get("gateway").isEmpty()) {
      throw new IllegalArgumentException("--runner or --gateway is needed");
    }
    var bench = new Bench(out, options);
    out.printf(
        Locale.ROOT,
        "%d processors, Java %s; everything on this machine, which may be busy otherwise%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    if (options.get("runner").isPresent()) {
      bench.runner();
    }
    if (options.get("gateway").isPresent()) {
      bench.gateway();
    }
  }

  private void runner() throws IOException, InterruptedException {
    var command = List.of(options.need("runner").split(" +"));
    var socket = Path.of(options.need("socket")).toAbsolutePath();
    int settle = options.number("settle-seconds", 10);
    int calls = options.number("calls", 2000);
    var plugins = plugins();
    var body = body();
    var log = Files.createTempFile("bench-runner", ".log");
    try (var runner = RunnerProcess.start(command, socket, log)) {
      double firstCall = runner.awaitFirstCall(plugins, body);
      double health = runner.awaitHealth(options.number("management-port", 9381));
      Thread.sleep(Duration.ofSeconds(settle));
      double idle = runner.residentMegabytes();
      var latency = call(socket, plugins, body, calls);
      double used = runner.residentMegabytes();
      // The first of these warm the code up; what is compiled in the background counts as well.
      call(socket, plugins, BODY_WITHOUT_QUESTION, WARM_UP_CALLS);
      double before = runner.processorMicros();
      call(socket, plugins, BODY_WITHOUT_QUESTION, calls);
      double processor = (runner.processorMicros() - before) / calls;
      double stop = runner.stop();
      var table =
          new TextTable("runner, plugins " + plugins.keySet(), "")
              .row("first call answered after start", millis(firstCall))
              .row("health seen up after start", millis(health))
              .row("resident, idle %d s after that".formatted(settle), megabytes(idle))
              .row(
                  "call over the socket, %d B body, p50".formatted(body.length),
                  latency(latency, 50))
              .row("the same, p99", latency(latency, 99))
              .row("resident, after %d calls".formatted(calls), megabytes(used))
              .row("processor time of a call without a question", micros(processor))
              .row("gone after SIGTERM", millis(stop));
      out.printf("%n%s", table);
      out.println("One connection. No garbage collection was asked for.");
    } finally {
      Files.delete(log);
    }
  }

  private static Percentiles call(Path socket, Map<String, String> plugins, byte[] body, int calls)
      throws IOException {
    var nanos = new ArrayList<Long>();
    try (var connection = RunnerConnection.open(socket)) {
      long token = connection.prepare(plugins);
      for (int i = 0; i < calls; i++) {
        long start = System.nanoTime();
        connection.call(token, body);
        nanos.add(System.nanoTime() - start);
      }
    }
    return Percentiles.of(nanos);
  }

  private Map<String, String> plugins() throws IOException {
    var plugins = new LinkedHashMap<String, String>();
    if (options.get("plugins").isPresent()) {
      var file = Path.of(options.need("plugins"));
      try {
        JSON.readTree(Files.readString(file))
            .forEachEntry((name, configuration) -> plugins.put(name, configuration.toString()));
      } catch (JacksonException e) {
        throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    options
        .get("routes")
        .map(Path::of)
        .ifPresent(file ->
            plugins.put(
                "ai-semantic-router", new RouteFile(file, Path.of("."), Map.of()).shippedRouter()));
    return plugins;
  }

  private void gateway() throws InterruptedException, ExecutionException {
    var turn = Duration.ofSeconds(options.number("seconds", 6)).dividedBy(TURNS);
    int warmUp = options.number("warm-up-seconds", 3);
    int port = URI.create(options.need("gateway")).getPort();
    var plain = request(options.need("plain"));
    var plugin = request(options.need("plugin"));
    var table =
        new TextTable("route", "connections", "requests/s", "p50", "p99", "requests", "errors");
    for (var connections : options.get("connections", "1,16").split(",", -1)) {
      int count = Integer.parseInt(connections);
      LoadRun.of(port, plain, count, Duration.ofSeconds(warmUp));
      LoadRun.of(port, plugin, count, Duration.ofSeconds(warmUp));
      var ofPlain = new LoadRun(List.of(), List.of(), 0);
      var ofPlugin = ofPlain;
      for (int i = 0; i < TURNS; i++) {
        ofPlain = ofPlain.and(LoadRun.of(port, plain, count, turn));
        ofPlugin = ofPlugin.and(LoadRun.of(port, plugin, count, turn));
      }
      row(table, "plain", connections, ofPlain);
      row(table, "plugin", connections, ofPlugin);
    }
    out.printf("%n%s", table);
    out.printf(
        Locale.ROOT,
        "%d B chat request, answer of 16 tokens, not streamed; each route %d times %.1f s, in"
            + " turn,%nafter %d s to warm up; the client shares the processors with what it"
            + " measures.%n",
        body().length,
        TURNS,
        turn.toMillis() / 1e3,
        warmUp);
  }

  private void row(TextTable table, String route, String connections, LoadRun run) {
    run.errors().stream().distinct().limit(3).forEach(e -> out.printf("%s: %s%n", route, e));
    table.row(
        route,
        connections,
        String.format(Locale.ROOT, "%,.0f", run.perSecond()),
        latency(run.latency(), 50),
        latency(run.latency(), 99),
        Integer.toString(run.nanos().size()),
        Integer.toString(run.errors().size()));
  }

  private byte[] request(String path) {
    var head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Content-Type: application/json
        X-Stub-Tokens: 16
        Content-Length: %d

        """
            .formatted(path, options.get("key", "alice-key"), body().length)
            .replace("\n", "\r\n");
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(UTF_8));
    request.writeBytes(body());
    return request.toByteArray();
  }

  /** A chat of {@value #BODY_BYTES} bytes: a long message of the system, a short question. */
  static byte[] body() {
    var body =
        """
        {"model":"auto","messages":[{"role":"system","content":"%s"},\
        {"role":"user","content":"How do I reset my password?"}]}\
        """;
    int rules = BODY_BYTES - body.length() + "%s".length();
    var text = "Answer briefly and politely. ".repeat(BODY_BYTES).substring(0, rules);
    return body.formatted(text).getBytes(UTF_8);
  }

  private static String latency(Percentiles latency, double percent) {
    return latency.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.2f ms", latency.millis(percent));
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%,.0f ms", millis);
  }

  private static String micros(double micros) {
    return String.format(Locale.ROOT, "%.0f µs", micros);
  }

  private static String megabytes(double megabytes) {
    return String.format(Locale.ROOT, "%.0f MB", megabytes);
  }
}
