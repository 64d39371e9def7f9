package io.sluice.e2e;

import io.sluice.e2e.ChatClient.Answer;
import io.sluice.e2e.DemoReport.Outcome;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Sends a mixed day of prompts through the gateway and prints what it cost.
 *
 * <p>{@code --gateway URL --key KEY}, and as wished {@code --prompts FILE --catalog FILE
 * --concurrency N --warm-up N --direct URL --provider-latency-ms N --json FILE}. With {@code
 * --direct}, the base URL of a stub provider, each prompt is also sent there, for the latency that
 * the gateway adds. Exit status 1 if a prompt had no good answer.
 */
public final class Demo {

  private static final Set<String> OPTIONS =
      Set.of(
          "gateway",
          "key",
          "prompts",
          "catalog",
          "concurrency",
          "warm-up",
          "direct",
          "provider-latency-ms",
          "json");

  private final ChatClient gateway;
  private final Optional<ChatClient> direct;
  private final int concurrency;

  private Demo(ChatClient gateway, Optional<ChatClient> direct, int concurrency) {
    this.gateway = gateway;
    this.direct = direct;
    this.concurrency = concurrency;
  }

  public static void main(String[] args) throws Exception {
    try {
      System.exit(run(System.out, args));
    } catch (IllegalArgumentException | InvalidConfigException | IOException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(2);
    }
  }

  /** Returns the exit status. */
  static int run(PrintStream out, String... args)
      throws IOException, InterruptedException, ExecutionException {
    var options = Options.parse(OPTIONS, args);
    var url = options.get("gateway", "http://127.0.0.1:9080");
    var key = options.get("key", "alice-key");
    int concurrency = options.number("concurrency", 1);
    int warmUp = options.number("warm-up", 40);
    int latency = options.number("provider-latency-ms", 0);
    var catalog =
        Catalog.parse(
            Files.readString(Path.of(options.get("catalog", "apisix-conf/catalog.yaml"))));
    var day = DemoPrompt.load(options.get("prompts").map(Path::of));

    DemoReport report;
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var demo =
          new Demo(
              new ChatClient(http, url + "/v1", key, latency),
              options.get("direct").map(base -> new ChatClient(http, base, key, latency)),
              concurrency);
      demo.send(day.subList(0, Math.min(warmUp, day.size())));
      report = new DemoReport(catalog, demo.send(day));
    }

    out.printf(
        "%d prompts through %s, %d at a time, after %d to warm up%n%n",
        day.size(), url, concurrency, Math.min(warmUp, day.size()));
    out.print(report.text());
    if (options.get("json").isPresent()) {
      Files.writeString(Path.of(options.need("json")), report.json().toPrettyString() + "\n");
    }
    return report.errors().isEmpty() ? 0 : 1;
  }

  private List<Outcome> send(List<DemoPrompt> prompts)
      throws InterruptedException, ExecutionException {
    var calls = new ArrayList<Callable<Outcome>>();
    for (int i = 0; i < prompts.size(); i++) {
      var prompt = prompts.get(i);
      boolean directFirst = i % 2 == 0;
      calls.add(() -> outcome(prompt, directFirst));
    }
    var outcomes = new ArrayList<Outcome>();
    try (var threads = Executors.newFixedThreadPool(concurrency)) {
      for (var call : threads.invokeAll(calls)) {
        outcomes.add(call.get());
      }
    }
    return outcomes;
  }

  /** Takes turns at going first, so that neither way profits from the other's warm caches. */
  private Outcome outcome(DemoPrompt prompt, boolean directFirst) throws InterruptedException {
    Optional<Answer> before = directFirst ? direct(prompt) : Optional.empty();
    var answer = gateway.send(prompt, "auto");
    return new Outcome(prompt, answer, directFirst ? before : direct(prompt));
  }

  private Optional<Answer> direct(DemoPrompt prompt) throws InterruptedException {
    return direct.isPresent() ? Optional.of(direct.get().send(prompt, "direct")) : Optional.empty();
  }
}
