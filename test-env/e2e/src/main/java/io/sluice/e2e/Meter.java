package io.sluice.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a runner charges to routes, read from its admin API. */
final class Meter {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 2;

  private static final String PROMPTS = "metered-prompts";
  private static final String COMPLETIONS = "metered-completions";

  /** Tokens. */
  record Charged(long prompt, long completion) {

    Charged plus(Charged other) {
      return new Charged(prompt + other.prompt, completion + other.completion);
    }

    Charged minus(Charged other) {
      return new Charged(prompt - other.prompt, completion - other.completion);
    }

    long total() {
      return prompt + completion;
    }
  }

  private final HttpClient http;
  private final URI management;

  Meter(HttpClient http, URI management) {
    this.http = http;
    this.management = management;
  }

  /** Returns the text of a {@code quotas.yaml} by which routes are metered and never full. */
  static String budgets(List<String> routes) {
    return "budgets:\n"
        + budget(PROMPTS, "prompt_tokens", routes)
        + budget(COMPLETIONS, "completion_tokens", routes);
  }

  private static String budget(String name, String unit, List<String> routes) {
    return """
      - name: %s
        covers: {route: [%s]}
        per: [route]
        unit: %s
        limit: 1000000000000
        window: {sliding: 7d}
        alerts: []
    """
        .formatted(name, String.join(", ", routes), unit);
  }

  /** Waits until nothing is held for a route any more, and returns what was charged to it. */
  Charged settled(String route) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      var usage = usage(route);
      if (amount(usage, PROMPTS, "reserved") == 0 && amount(usage, COMPLETIONS, "reserved") == 0) {
        return new Charged(amount(usage, PROMPTS, "used"), amount(usage, COMPLETIONS, "used"));
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("after %s tokens are still held for %s".formatted(PATIENCE, route));
  }

  private JsonNode usage(String route) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(management.resolve("/admin/v1/usage?route=" + route))
            .header("Authorization", "Bearer " + RunnerKeys.ADMIN_TOKEN)
            .timeout(Duration.ofSeconds(10))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("usage: status %d: %s".formatted(answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body()).path("usage");
  }

  private static long amount(JsonNode usage, String budget, String key) throws IOException {
    for (var account : usage) {
      if (account.path("budget").asString("").equals(budget)) {
        return account.path(key).asLong();
      }
    }
    throw new IOException("no account of budget " + budget);
  }
}
