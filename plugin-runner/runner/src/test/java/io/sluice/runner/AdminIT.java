package io.sluice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.runner.admin.OpenApi;
import io.sluice.runner.admin.cli.CommandLineRun;
import io.sluice.runner.exchanges.BearerToken;
import io.sluice.runner.quota.CurrentQuotas;
import io.sluice.runner.targets.Decisions;
import io.sluice.testkit.cache.Entries;
import io.sluice.tokenlimit.quota.Covering;
import io.sluice.tokenlimit.quota.Party;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Budgets, the admin API and its commands, on a whole runner. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AdminIT {

  private static final String VIEWER = "viewers-token-of-this-test";
  private static final String ADMIN = "admins-token-of-this-test";

  private static final String CACHE = "caches-token-of-this-test";

  private static final String TARGETS = "targets-token-of-this-test";

  private static final String BUDGET =
      """
      name: extra   # a comment
      covers: {consumer: [alice, bob]}
      unit: usd
      limit: 12.000001
      window: {sliding: 1h}
      """;

  private final List<ConfigurableApplicationContext> runners = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    runners.forEach(ConfigurableApplicationContext::close);
  }

  @Test
  void everyPathThatIsServedIsDescribedAndTheOtherWayRound() {
    var mappings =
        start("a")
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet();

    var served = new TreeSet<String>();
    for (var mapping : mappings) {
      for (var path : mapping.getPatternValues()) {
        if (path.startsWith("/admin")) {
          mapping
              .getMethodsCondition()
              .getMethods()
              .forEach(method -> served.add(method + " " + path));
        }
      }
    }

    assertThat(served).isEqualTo(new OpenApi().operations());
  }

  @Test
  void answersAreAsTheyAreDescribed() throws Exception {
    var runner = start("a");
    var openApi = new OpenApi();
    var json = "{\"unit\":\"usd\",\"limit\":12.5,\"window\":{\"sliding\":\"1h\"}}";
    var forced = "{\"state\":\"forced_open\"}";

    for (var call :
        List.of(
            request(runner, ADMIN, "PUT", "/admin/v1/quotas/extra", json),
            request(runner, ADMIN, "PUT", "/admin/v1/quotas/extra", json),
            request(runner, ADMIN, "PUT", "/admin/v1/quotas/extra", "{}"),
            request(runner, VIEWER, "PUT", "/admin/v1/quotas/extra", json),
            request(runner, ADMIN, "DELETE", "/admin/v1/quotas/extra", ""),
            request(runner, VIEWER, "GET", "/admin/v1/quotas", ""),
            request(runner, VIEWER, "GET", "/admin/v1/quotas/extra", ""),
            request(runner, VIEWER, "GET", "/admin/v1/quotas/none", ""),
            request(runner, VIEWER, "GET", "/admin/v1/usage?consumer=alice", ""),
            request(runner, CACHE, "GET", "/admin/v1/cache/entries?limit=5", ""),
            request(runner, CACHE, "DELETE", "/admin/v1/cache/entries", ""),
            request(runner, CACHE, "POST", "/admin/v1/cache/explain", "{}"),
            request(runner, VIEWER, "GET", "/admin/v1/cache/entries", ""),
            request(runner, VIEWER, "GET", "/admin/v1/targets", ""),
            request(runner, TARGETS, "PUT", "/admin/v1/targets/fast/state", forced),
            request(runner, TARGETS, "PUT", "/admin/v1/targets/none/state", forced),
            request(runner, TARGETS, "PUT", "/admin/v1/targets/fast/state", "{}"),
            request(runner, VIEWER, "PUT", "/admin/v1/targets/fast/state", forced),
            request(runner, VIEWER, "GET", "/admin/v1/decisions/none", ""),
            request(runner, VIEWER, "GET", "/admin/v1/openapi.json", ""),
            request(runner, "wrong", "GET", "/admin/v1/usage", ""))) {
      var answer = send(call);
      openApi.check(call.method(), call.uri().getPath(), answer.statusCode(), answer.body());
    }
  }

  @Test
  void aRefusalIsInTheShapeOfAllOthers() throws Exception {
    var runner = start("a");

    var noPath = send(request(runner, VIEWER, "GET", "/admin/v1/nothing", ""));
    var noMethod = send(request(runner, ADMIN, "POST", "/admin/v1/quotas/a", ""));
    var closed = send(request(runner, "wrong", "GET", "/admin/v1/nothing", ""));

    assertThat(noPath.statusCode()).isEqualTo(404);
    assertThat(noPath.body()).startsWith("{\"error\":{\"message\":\"no such path\"");
    assertThat(noMethod.statusCode()).isEqualTo(405);
    assertThat(noMethod.body()).startsWith("{\"error\":{\"message\":\"not with POST\"");
    assertThat(closed.statusCode()).isEqualTo(401);
    assertThat(closed.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  /** However a path is written that leads there, the gate stands in front of it. */
  @Test
  void noWayLeadsAroundTheGate() throws Exception {
    var runner = start("a");

    for (var path :
        List.of(
            "/admin/v1/quotas",
            "/admin/v1/quotas/",
            "//admin/v1/quotas",
            "/admin//v1/quotas",
            "/%61dmin/v1/quotas",
            "/admin;x=y/v1/quotas",
            "/admin/v1/quotas;x=y",
            "/./admin/v1/quotas",
            "/actuator/../admin/v1/quotas",
            "/ADMIN/v1/quotas",
            "/%61dmin/v1/cache/entries",
            "/admin/v1/%63ache/entries",
            "/admin/v1/cache;x=y/entries")) {
      var answer = send(request(runner, "", "GET", path, ""));
      assertThat(answer.statusCode()).as(path).isBetween(400, 499);
      assertThat(answer.body()).as(path).doesNotContain("budgets", "entries\":");
    }
  }

  @Test
  void whatIsSetOnOneRunnerIsInForceOnAnother() throws Exception {
    var one = start("a");
    var other = start("b");
    var quotas = other.getBean(CurrentQuotas.class);
    assertThat(quotas.named("extra")).isEmpty();

    var set = quota(one, ADMIN, BUDGET, "set", "-");
    waitFor(() -> quotas.named("extra").isPresent());

    assertThat(set.status()).isZero();
    assertThat(quota(other, ADMIN, "", "delete", "extra").status()).isZero();
    waitFor(() -> one.getBean(CurrentQuotas.class).named("extra").isEmpty());
  }

  @Test
  void aFileThatChangesIsInForceAndABadOneIsNot(CapturedOutput output) throws Exception {
    write(budget("first"));
    var runner = start("a");
    var quotas = runner.getBean(CurrentQuotas.class);

    write(budget("second"));
    waitFor(() -> quotas.named("second").isPresent());
    write("budgets: 7");
    waitFor(() -> output.getOut().contains("quotas file refused"));

    assertThat(quotas.named("second")).isPresent();
    assertThat(send(request(runner, "", "GET", "/actuator/health", "")).body())
        .contains("quotas: budgets must be a list, but was 7");
    assertThat(send(request(runner, "", "GET", "/actuator/prometheus", "")).body())
        .contains("sluice_quotas_stale{source=\"file\"} 1.0")
        .contains("sluice_quotas_reloads_total{outcome=\"refused\",source=\"file\"} 1.0");
  }

  @Test
  void aBadFileEndsTheStartWithAllProblems(CapturedOutput output) throws Exception {
    write("budgets: [{name: a, unit: eur, limit: 1, window: {}}, 7]");

    boolean started;
    try {
      start("a");
      started = true;
    } catch (RuntimeException e) {
      started = false;
    }

    assertThat(started).isFalse();
    assertThat(output.getErr().strip())
        .startsWith("plugin-runner: quotas: budgets[0].unit must be one of ")
        .contains("budgets[1] must be an object, but was 7")
        .hasLineCount(1);
  }

  @Test
  void withoutTokensNobodyIsLetInAndOneWarningSaysSo(CapturedOutput output) throws Exception {
    var runner = run("a", List.of());

    assertThat(send(request(runner, ADMIN, "GET", "/admin/v1/quotas", "")).statusCode())
        .isEqualTo(401);
    assertThat(output.getOut().lines().filter(line -> line.contains("no sluice.admin.tokens")))
        .hasSize(1);
  }

  @Test
  void theCommandsShowAndChangeBudgets() throws Exception {
    write(budget("daily"));
    var runner = start("a");
    var yaml = Files.writeString(folder.resolve("extra.yaml"), BUDGET).toString();

    assertThat(quota(runner, ADMIN, "", "set", yaml))
        .isEqualTo(new CommandLineRun(0, "extra is set%n".formatted(), ""));
    assertThat(quota(runner, VIEWER, "", "list").out().lines())
        .containsExactly(
            "NAME   SOURCE  COVERS              PER  UNIT          LIMIT      BURST  WINDOW"
                + "                      ON EXCEED",
            "daily  file    everyone            -    total_tokens  1000       0      calendar=day"
                + " time_zone=UTC  refuse",
            "extra  api     consumer=alice,bob  -    usd           12.000001  0      sliding=1h"
                + "                  refuse");
    var got = quota(runner, VIEWER, "", "get", "extra");
    assertThat(got.out()).contains("12.000001").contains("\"alice\"");
    assertThat(quota(runner, ADMIN, got.out(), "set", "-").status()).isZero();
    assertThat(quota(runner, ADMIN, BUDGET.replace("extra", "daily"), "set", "-").status())
        .isZero();
    assertThat(quota(runner, ADMIN, "", "delete", "daily").out())
        .isEqualToIgnoringNewLines("daily is as in quotas.yaml again");
    assertThat(quota(runner, ADMIN, "", "delete", "extra").out())
        .isEqualToIgnoringNewLines("extra is deleted");
  }

  @Test
  void theCommandsTellEveryProblem() throws Exception {
    var runner = start("a");

    var invalid =
        quota(runner, ADMIN, "{name: x, unit: eur, limit: 1, window: {sliding: 5}}", "set", "-");
    var unknown = quota(runner, VIEWER, "", "get", "none");
    var forbidden = quota(runner, VIEWER, BUDGET, "set", "-");
    var asJson = quota(runner, VIEWER, "", "get", "none", "--json");

    assertThat(invalid.status()).isEqualTo(1);
    assertThat(invalid.err().lines())
        .containsExactly(
            "error: the budget is not valid",
            "  unit must be one of total_tokens, prompt_tokens, completion_tokens, usd, but was"
                + " \"eur\"",
            "  window.sliding must be a duration such as 90s, 5m, 12h or 7d, but was 5");
    assertThat(unknown)
        .isEqualTo(new CommandLineRun(1, "", "error: there is no budget none%n".formatted()));
    assertThat(forbidden.err()).isEqualTo("error: token vera has no role for that%n".formatted());
    assertThat(asJson.err()).contains("\"not_found\"");
  }

  @Test
  void theCommandsShowWhatIsUsed() throws Exception {
    write(
        """
        budgets:
          - {name: each, per: consumer, unit: usd, limit: 5, window: {calendar: month}}
        """);
    var runner = start("a");
    var alice = new Party(new Subject("alice", "", "chat"), "", "");
    var spend = new Spend(100, 50, 1_234_567);
    runner
        .getBean(TokenLedger.class)
        .charge(
            new Reservation(
                "r1",
                runner.getBean(CurrentQuotas.class).get().covering(alice).stream()
                    .map(Covering::account)
                    .toList(),
                spend,
                ""),
            spend,
            Duration.ofMinutes(1));

    var lines = quota(runner, VIEWER, "", "usage", "--consumer", "alice").out().lines().toList();
    var json = quota(runner, VIEWER, "", "usage", "--json", "--budget=each");

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("BUDGET  SUBJECT         UNIT  ALLOWED  USED      RESERVED  REMAINING  RESETS");
    assertThat(lines.getLast())
        .matches(
            "each {4}consumer=alice  usd   5        1\\.234567  0         3\\.765433  "
                + " [0-9-]+T.*Z");
    assertThat(json.out()).contains("\"used\" : 1.234567");
  }

  @Test
  void whatIsSetOutlivesTheRunner() throws Exception {
    var first = start("a");
    quota(first, ADMIN, BUDGET, "set", "-");
    first.close();

    assertThat(start("b").getBean(CurrentQuotas.class).named("extra")).isPresent();
    assertThat(Files.readString(folder.resolve("data/audit.ndjson")))
        .contains("\"token\":\"adam\"")
        .doesNotContain(ADMIN);
  }

  @Test
  void theCommandsShowAndDeleteWhatIsCached() throws Exception {
    var runner = start("a");
    var answers = runner.getBean(AnswerStore.class);
    for (int i = 0; i < 3; i++) {
      var question = "question " + i;
      answers.put(
          Entries.entry(
              Entries.partition("p"), question, Entries.vector(i), "unreadable", Instant.now()));
    }
    var first = Entries.id(Entries.partition("p"), "question 0").value();

    assertThat(cache(runner, VIEWER, "list").err())
        .isEqualTo("error: token vera has no role for that%n".formatted());
    assertThat(cache(runner, CACHE, "list", "--consumer=alice").out().lines())
        .hasSize(4)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("ID  ");
    assertThat(cache(runner, CACHE, "show", first).out())
        .contains("question       question 0", "the answer can't be read");
    assertThat(cache(runner, CACHE, "delete", "--route=chat", "--dry-run").out())
        .isEqualToIgnoringNewLines("3 entries would be deleted");
    var several = cache(runner, CACHE, "delete", "--route=chat");
    assertThat(several.status()).isEqualTo(1);
    assertThat(several.out()).isEqualToIgnoringNewLines("3 entries would be deleted");
    assertThat(several.err())
        .isEqualToIgnoringNewLines("error: several entries are deleted with --yes only");
    assertThat(cache(runner, CACHE, "delete", first).out())
        .isEqualToIgnoringNewLines(first + " is deleted");
    assertThat(cache(runner, CACHE, "delete", "--question=question 1").out())
        .isEqualToIgnoringNewLines("1 entry deleted");
    assertThat(cache(runner, CACHE, "delete", "--all", "--yes").out())
        .isEqualToIgnoringNewLines("1 entry deleted");
    assertThat(answers.count(EntryFilter.ALL)).isZero();
    assertThat(cache(runner, CACHE, "list", "--older-than=7").err())
        .contains("the call is not valid", "older_than must be a duration");
  }

  @Test
  void aRouteThatWasNotUsedIsNotExplained() throws Exception {
    var runner = start("a");
    var body = Files.writeString(folder.resolve("body.json"), "{}").toString();

    var run = cache(runner, CACHE, "explain", "--route=chat", "--consumer=alice", body);

    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "error: no request passed the cache of route chat since this runner started");
  }

  @Test
  void theCommandsShowAndForceTargets() throws Exception {
    var runner = start("a");
    var url = "--url=" + url(runner);

    assertThat(CommandLineRun.targets(VIEWER, "force", "fast", "forced_open", url).err())
        .isEqualTo("error: token vera has no role for that%n".formatted());
    assertThat(CommandLineRun.targets(TARGETS, "force", "fast", "forced_open", url).out())
        .isEqualToIgnoringNewLines("fast is forced_open");
    assertThat(CommandLineRun.targets(VIEWER, "list", url).out().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("fast +fast +gpt-5-mini +forced_open +.*Z +0 +0 +0 +- +-"))
        .anyMatch(line -> line.matches("smart +smart +gpt-5.1 +closed +.*Z +0 +0 +0 +- +-"));
    assertThat(runner.getBean(TargetHealth.class).admit("fast")).isFalse();
    assertThat(send(request(runner, "", "GET", "/actuator/prometheus", "")).body())
        .contains("sluice_target_state{state=\"forced_open\",target=\"fast\"} 1.0")
        .contains("sluice_target_state{state=\"closed\",target=\"smart\"} 1.0")
        .contains(
            "sluice_target_transitions_total{from=\"closed\",target=\"fast\",to=\"forced_open\"}"
                + " 1.0");
    assertThat(CommandLineRun.targets(TARGETS, "force", "fast", "automatic", url).out())
        .isEqualToIgnoringNewLines("fast is closed");
    assertThat(CommandLineRun.targets(TARGETS, "force", "fast", "off", url).err())
        .contains("state must be one of automatic, forced_closed, forced_open, but was \"off\"");
    assertThat(CommandLineRun.targets(TARGETS, "force", "none", "automatic", url).err())
        .isEqualToIgnoringNewLines("error: there is no target none");
    assertThat(Files.readString(folder.resolve("data/audit.ndjson")))
        .contains(
            "\"action\":\"target.state\",\"name\":\"fast\",\"before\":{\"state\":\"closed\"},"
                + "\"after\":{\"state\":\"forced_open\"}");
  }

  @Test
  void theCommandShowsADecision() throws Exception {
    var runner = start("a");
    runner.getBean(DecisionLog.class).add(Decisions.decision("0198-a", Instant.now()));

    var shown = CommandLineRun.decision(VIEWER, "0198-a", "--url=" + url(runner));
    var none = CommandLineRun.decision(VIEWER, "none", "--url=" + url(runner));

    assertThat(shown.out())
        .contains("chosen         small", "reason         cost", "  intent       greeting 0.91")
        .containsPattern("small +fast +0\\.000012 +0\\.9 +350 ms +- +-")
        .containsPattern("large +smart +0\\.0012 +- +- +policy +eu-only");
    assertThat(none)
        .isEqualTo(
            new CommandLineRun(1, "", "error: no decision on request none is kept%n".formatted()));
  }

  private static CommandLineRun cache(
      ConfigurableApplicationContext runner, String token, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--url=" + url(runner));
    return CommandLineRun.cache(token, "", all.toArray(String[]::new));
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("quotas.yaml"), yaml);
  }

  private static String budget(String name) {
    return "budgets: [{name: %s, unit: total_tokens, limit: 1000, window: {calendar: day}}]"
        .formatted(name);
  }

  private ConfigurableApplicationContext start(String name) {
    return run(
        name,
        List.of(
            "--sluice.admin.tokens[0].name=vera",
            "--sluice.admin.tokens[0].roles=viewer",
            "--sluice.admin.tokens[0].sha256=" + sha256(VIEWER),
            "--sluice.admin.tokens[1].name=adam",
            "--sluice.admin.tokens[1].roles=quota-admin",
            "--sluice.admin.tokens[1].sha256=" + sha256(ADMIN),
            "--sluice.admin.tokens[2].name=carl",
            "--sluice.admin.tokens[2].roles=cache-admin",
            "--sluice.admin.tokens[2].sha256=" + sha256(CACHE),
            "--sluice.admin.tokens[3].name=tara",
            "--sluice.admin.tokens[3].roles=target-admin",
            "--sluice.admin.tokens[3].sha256=" + sha256(TARGETS)));
  }

  private ConfigurableApplicationContext run(String name, List<String> more) {
    var arguments = new ArrayList<String>();
    arguments.addAll(
        List.of(
            "--sluice.home=../..",
            "--sluice.socket.path=" + folder.resolve(name + ".sock"),
            "--sluice.quotas.file=" + folder.resolve("quotas.yaml"),
            "--sluice.quotas.store=" + folder.resolve("data/quotas.json"),
            "--sluice.admin.audit-file=" + folder.resolve("data/audit.ndjson"),
            "--sluice.exchanges.token=any",
            "--sluice.embedding.threads=1",
            "--spring.main.register-shutdown-hook=false",
            "--server.port=0"));
    arguments.addAll(more);
    var runner = SpringApplication.run(RunnerApplication.class, arguments.toArray(String[]::new));
    runners.add(runner);
    return runner;
  }

  private static CommandLineRun quota(
      ConfigurableApplicationContext runner, String token, String input, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--url=" + url(runner));
    return CommandLineRun.quota(token, input, all.toArray(String[]::new));
  }

  private static String sha256(String token) {
    return HexFormat.of().formatHex(BearerToken.sha256(token));
  }

  private static String url(ConfigurableApplicationContext runner) {
    return "http://127.0.0.1:" + runner.getEnvironment().getProperty("local.server.port");
  }

  private static HttpRequest request(
      ConfigurableApplicationContext runner,
      String token,
      String method,
      String path,
      String body) {
    return HttpRequest.newBuilder(URI.create(url(runner) + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token)
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** Until it holds, or the test's time is up. */
  private static void waitFor(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
