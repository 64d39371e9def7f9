package io.sluice.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether what real providers answered comes through a limited route unchanged, and is charged as
 * they billed it.
 *
 * <p>{@code RecordedExchanges [DATA-FOLDER]}, in the repository's folder: starts a provider that
 * repeats {@code compat/recorded-exchanges/*.jsonl}, a runner and a gateway. Prints a line for each
 * file and API and the rows that are wrong, and writes both to {@code recorded-exchanges.json}.
 */
public final class RecordedExchanges {

  private static final String EXCHANGES_TOKEN = "recorded-exchanges-5d17";

  /**
   * A line of the table.
   *
   * @param judged rows of which the provider says what it billed
   * @param charged those of them that were charged so
   */
  record Line(
      String file,
      String api,
      int rows,
      long status,
      long body,
      long judged,
      long charged,
      long right) {}

  private RecordedExchanges() {}

  /** Ends with status 1 if a row is wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    var verdicts = replay(RecordedExchange.in(data));
    var lines = lines(verdicts);
    var wrong = verdicts.stream().filter(verdict -> !verdict.right()).toList();
    print(lines, wrong);
    Files.writeString(
        Path.of("recorded-exchanges.json"),
        new JsonMapper()
            .writeValueAsString(
                Map.of(
                    "rows",
                    verdicts.size(),
                    "right",
                    verdicts.size() - wrong.size(),
                    "lines",
                    lines,
                    "wrong",
                    wrong)));
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private static List<Replay.Verdict> replay(List<RecordedExchange> exchanges)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("sluice-recorded");
    var socket = folder.resolve("runner.sock");
    int management = FreePort.find();
    int port = FreePort.find();
    var quotas =
        Files.writeString(folder.resolve("quotas.yaml"), Meter.budgets(List.of(Replay.ROUTE)));
    try (var provider = RecordedProvider.start();
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var runner =
            RunnerProcess.start(
                List.of("plugin-runner/bin/plugin-runner"),
                socket,
                folder.resolve("runner.log"),
                RunnerKeys.of(management, EXCHANGES_TOKEN, folder, quotas))) {
      writeRoutes(folder, provider.port(), management);
      runner.awaitHealth(management);
      try (var gateway =
          GatewayProcess.start(folder, port, socket, folder.resolve("gateway.log"))) {
        gateway.awaitAnswer(http);
        var meter = new Meter(http, URI.create("http://127.0.0.1:" + management));
        return new Replay(http, gateway.uri(), provider, meter).of(exchanges);
      }
    }
  }

  private static void writeRoutes(Path folder, int provider, int management) {
    var routes =
        new RouteFile(
            Path.of("apisix-conf/apisix.yaml"),
            folder,
            Map.of("127.0.0.1:9381", "127.0.0.1:" + management, "change-me", EXCHANGES_TOKEN));
    routes.add(
        Replay.ROUTE,
        Map.of("ext-plugin-pre-req", RouteFile.extPlugin(false, "ai-token-limit", "{}")),
        provider);
    routes.write();
  }

  static List<Line> lines(List<Replay.Verdict> verdicts) {
    var groups = new LinkedHashMap<String, List<Replay.Verdict>>();
    for (var verdict : verdicts) {
      var key = verdict.file() + " " + verdict.api();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(verdict);
    }
    return groups.values().stream().map(RecordedExchanges::line).toList();
  }

  private static Line line(List<Replay.Verdict> group) {
    var judged = group.stream().filter(verdict -> verdict.billed().isPresent()).toList();
    return new Line(
        group.getFirst().file(),
        group.getFirst().api(),
        group.size(),
        count(group, Replay.Verdict::status),
        count(group, Replay.Verdict::body),
        judged.size(),
        count(judged, Replay.Verdict::chargedRightly),
        count(group, Replay.Verdict::right));
  }

  private static long count(List<Replay.Verdict> verdicts, Predicate<Replay.Verdict> which) {
    return verdicts.stream().filter(which).count();
  }

  private static void print(List<Line> lines, List<Replay.Verdict> wrong) {
    var table = new TextTable("file and API", "rows", "status", "body", "charged", "right");
    for (var line : lines) {
      table.row(
          line.file() + " " + line.api(),
          Integer.toString(line.rows()),
          Long.toString(line.status()),
          Long.toString(line.body()),
          line.charged() + "/" + line.judged(),
          Long.toString(line.right()));
    }
    System.out.print(table);
    wrong.forEach(verdict -> System.out.println("wrong: " + verdict));
  }
}
