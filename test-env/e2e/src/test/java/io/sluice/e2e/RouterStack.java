package io.sluice.e2e;

import static java.util.stream.Collectors.joining;

import io.sluice.testkit.StubBehaviour;
import io.sluice.testkit.StubProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A gateway, its runner with a catalog of three targets, and a provider for each of them, to try
 * the router's steps on. Each route has plugins of its own; the runner reaches the gateway's
 * internal route.
 */
final class RouterStack implements AutoCloseable {

  private static final String CATALOG =
      """
      tiers: [fast, smart]
      targets:
        - {name: small, tier: fast, model: gpt-5-nano, price: {input: 0.05, output: 0.2},
           provider: openai, region: us, context_window: 8000, abilities: [streaming, json_schema],
           quality: {overall: 0.6}}
        - {name: small-eu, tier: fast, model: mistral-small, price: {input: 0.1, output: 0.3},
           provider: mistral, region: eu, tags: [gdpr], quality: {overall: 0.7}}
        - {name: large, tier: smart, model: gpt-5.1, price: {input: 1.25, output: 10},
           provider: openai, region: us, quality: {overall: 0.95}}
      """;

  /** The consumer that the runner is on the internal route. */
  private static final String RUNNER = "runner";

  private final List<Runnable> endings = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final StandInGateway gateway;

  final StubProvider small = provider("small");
  final StubProvider smallEu = provider("small-eu");
  final StubProvider large = provider("large");
  final RunnerUnderTest runner;

  /** An answer as the client has it. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    /** Returns a header; empty without it. */
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String target() {
      return header("X-AI-Target");
    }

    String why() {
      return header("X-AI-Decision");
    }

    String content() {
      return Chat.content(response.body());
    }

    JsonNode json() {
      return Chat.json(response.body());
    }
  }

  /**
   * @param budgets what {@code quotas.yaml} holds
   * @param routes the plugins of each, name and value in turn
   */
  RouterStack(String budgets, Map<String, List<String>> routes) {
    try {
      var folder = Files.createTempDirectory("sluice-router");
      var confDir = Files.createDirectory(folder.resolve("gateway"));
      var socket = folder.resolve("runner.sock");
      gateway = new StandInGateway(confDir, socket);
      endings.add(gateway::close);
      runner = new RunnerUnderTest(socket, settings(folder, budgets));
      endings.add(runner::close);
      var ready = routes(confDir, routes).write();
      Processes.await("the gateway's routes", () -> knows(ready));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StubProvider provider(String name) {
    var provider = StubProvider.start(name, StubBehaviour.normal());
    endings.add(provider::close);
    return provider;
  }

  private Map<String, String> settings(Path folder, String budgets) throws IOException {
    return Map.of(
        "SLUICE_CATALOG",
        Files.writeString(folder.resolve("catalog.yaml"), CATALOG).toString(),
        "SLUICE_QUOTAS_FILE",
        Files.writeString(folder.resolve("quotas.yaml"), budgets).toString(),
        "SLUICE_QUOTAS_STORE",
        folder.resolve("quotas.json").toString(),
        "SLUICE_GATEWAY_URL",
        gateway.url(),
        "SLUICE_GATEWAY_TOKEN",
        RUNNER + "-key",
        "SLUICE_ADMIN_AUDITFILE",
        folder.resolve("admin-audit.ndjson").toString(),
        "SLUICE_ADMIN_TOKENS_0_NAME",
        "e2e",
        "SLUICE_ADMIN_TOKENS_0_ROLES",
        "target-admin",
        "SLUICE_ADMIN_TOKENS_0_SHA256",
        RunnerKeys.sha256(RunnerKeys.ADMIN_TOKEN));
  }

  private RouteFile routes(Path confDir, Map<String, List<String>> added) {
    var routes =
        new RouteFile(
            Processes.ROOT.resolve("apisix-conf/apisix.yaml"),
            confDir,
            Map.of(
                "http://127.0.0.1:9381", runner.management(), "change-me", RunnerUnderTest.TOKEN));
    var toTargets =
        Map.<String, Object>of("rules", List.of(rule(small), rule(smallEu), rule(large)));
    added.forEach((id, plugins) ->
        routes.add(
            id,
            Map.of(
                "ext-plugin-pre-req",
                RouteFile.extPlugin(false, plugins.toArray(String[]::new)),
                "traffic-split",
                toTargets),
            large.port()));
    routes.add(
        "internal",
        Map.of(
            "ext-plugin-pre-req",
            RouteFile.LEFT_OUT,
            "http-logger",
            RouteFile.LEFT_OUT,
            "serverless-post-function",
            RouteFile.LEFT_OUT,
            "traffic-split",
            toTargets),
        large.port());
    routes.addConsumer(RUNNER);
    return routes;
  }

  private static Map<String, Object> rule(StubProvider provider) {
    return Map.of(
        "match",
        List.of(Map.of("vars", List.of(List.of("http_x_ai_target", "==", provider.name())))),
        "weighted_upstreams",
        List.of(
            Map.of(
                "upstream",
                Map.of("type", "roundrobin", "nodes", Map.of("127.0.0.1:" + provider.port(), 1)),
                "weight",
                1)));
  }

  private boolean knows(String path) {
    var answer = send(HttpRequest.newBuilder(URI.create(gateway.url() + path)).build());
    return answer.status() != 404 || !answer.response().body().contains("Route Not Found");
  }

  /** Forgets what providers received, and has them answer as usual. */
  void rest() {
    for (var provider : List.of(small, smallEu, large)) {
      provider.forget();
      provider.behave(StubBehaviour.normal());
    }
  }

  /** Asks as alice of finance. */
  Answer ask(String route, String body, String... headers) {
    return askAs("alice", route, body, headers);
  }

  /**
   * @param headers names and values in turn
   */
  Answer askAs(String consumer, String route, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(gateway.url() + "/" + route + "/chat/completions"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + consumer + "-key")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /** Returns why a request went where it went. */
  JsonNode decision(Answer answer) {
    var shown = admin("/admin/v1/decisions/" + answer.header("X-AI-Request-Id"));
    if (shown.status() != 200) {
      throw new AssertionError(shown.response().body());
    }
    return shown.json();
  }

  /** Returns how a target stands. */
  JsonNode target(String name) {
    for (var target : admin("/admin/v1/targets").json().path("targets")) {
      if (target.path("name").asString("").equals(name)) {
        return target;
      }
    }
    throw new AssertionError("no target " + name);
  }

  private Answer admin(String path) {
    return send(toAdmin(path).build());
  }

  /** Does with a target what an operator says. */
  void rotate(String target, String state) {
    var put =
        toAdmin("/admin/v1/targets/" + target + "/state")
            .PUT(BodyPublishers.ofString("{\"state\":\"" + state + "\"}"))
            .header("Content-Type", "application/json")
            .build();
    var answer = send(put);
    if (answer.status() != 200) {
      throw new AssertionError(answer.response().body());
    }
  }

  private HttpRequest.Builder toAdmin(String path) {
    return HttpRequest.newBuilder(URI.create(runner.management() + path))
        .header("Authorization", "Bearer " + RunnerKeys.ADMIN_TOKEN);
  }

  /** Returns what removed a candidate, as step and reason; empty for one that was left. */
  static String removed(JsonNode decision, String target) {
    var removed = candidate(decision, target).path("removed");
    return removed.isObject()
        ? removed.propertyNames().stream()
            .map(name -> removed.path(name).asString(""))
            .collect(joining(" "))
        : "";
  }

  /** Returns what a decision shows of a target. */
  static JsonNode candidate(JsonNode decision, String target) {
    for (var candidate : decision.path("candidates")) {
      if (candidate.path("target").asString("").equals(target)) {
        return candidate;
      }
    }
    throw new AssertionError("no candidate " + target + " in " + decision);
  }

  private Answer send(HttpRequest request) {
    try {
      return new Answer(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    endings.reversed().forEach(Runnable::run);
  }
}
