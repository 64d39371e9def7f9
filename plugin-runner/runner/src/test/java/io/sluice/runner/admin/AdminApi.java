package io.sluice.runner.admin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.cache.SemanticCache;
import io.sluice.exchange.Catalog;
import io.sluice.resilience.BreakerConfig;
import io.sluice.resilience.BreakerTargetHealth;
import io.sluice.runner.cache.CacheMetrics;
import io.sluice.runner.exchanges.BearerToken;
import io.sluice.runner.quota.CurrentQuotas;
import io.sluice.runner.quota.FakeQuotaStore;
import io.sluice.runner.targets.RecentDecisions;
import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.cache.FakeAnswerStore;
import io.sluice.tokenlimit.ledger.InMemoryTokenLedger;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API over stores and a ledger in memory; each answer is as its document says. */
final class AdminApi {

  static final String VIEWER = "viewer-0123456789";
  static final String QUOTAS = "quotas-0123456789";
  static final String TARGETS = "targets-0123456789";
  static final String CACHE = "caches-0123456789";

  static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: mini, tier: fast, model: m, price: {input: 1, output: 1}}
            - {name: big, tier: smart, model: b, price: {input: 1, output: 1}}
          """);

  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  final FakeQuotaStore store = new FakeQuotaStore();
  final InMemoryTokenLedger ledger = new InMemoryTokenLedger(this::now);
  final FakeAnswerStore answers = new FakeAnswerStore(this::now);
  final SemanticCache cache =
      new SemanticCache(
          answers,
          new FakeEmbeddingModel(),
          new CacheMetrics(new SimpleMeterRegistry()),
          this::now,
          Runnable::run,
          new Random(1),
          Duration.ofSeconds(1));
  final BreakerTargetHealth health =
      new BreakerTargetHealth(BreakerConfig.usual(), this::now, (target, from, to) -> {});
  final RecentDecisions decisions = new RecentDecisions(1_000_000, Duration.ofHours(1), this::now);
  final CurrentQuotas quotas;
  private final OpenApi openApi = new OpenApi();
  private final MockMvcTester http;

  AdminApi(Path folder) {
    this(
        folder,
        List.of(
            token("vera", Role.VIEWER, VIEWER),
            token("quentin", Role.QUOTA_ADMIN, QUOTAS),
            token("carl", Role.CACHE_ADMIN, CACHE),
            token("tara", Role.TARGET_ADMIN, TARGETS)));
  }

  AdminApi(Path folder, List<AdminToken> tokens) {
    quotas =
        CurrentQuotas.load(
            folder.resolve("quotas.yaml"), store, () -> CATALOG, new SimpleMeterRegistry());
    var audit = new AuditTrail(folder.resolve("data/audit.ndjson"), this::now);
    var gate = new AdminGate(new AdminTokens(tokens), new FailedAttempts(this::now));
    http =
        MockMvcTester.of(
            List.of(
                new QuotasController(quotas, store, () -> CATALOG, audit),
                new UsageController(quotas, ledger, this::now),
                new CacheController(answers, audit, this::now),
                new ExplainController(cache, () -> CATALOG, audit, this::now),
                new TargetsController(() -> CATALOG, health, audit),
                new DecisionsController(decisions),
                new OpenApiController()),
            builder ->
                builder
                    .setControllerAdvice(new AdminErrors(), new UnknownCalls())
                    .addFilter(gate, "/admin/*")
                    .build());
  }

  private static AdminToken token(String name, Role role, String value) {
    return new AdminToken(name, Set.of(role), HexFormat.of().formatHex(BearerToken.sha256(value)));
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /**
   * @param headers names and values in turn
   */
  MvcTestResult call(String method, String path, String token, String body, String... headers)
      throws UnsupportedEncodingException {
    var result = send(method, path, "Bearer " + token, body, headers);
    openApi.check(
        method, path, result.getResponse().getStatus(), result.getResponse().getContentAsString());
    return result;
  }

  MvcTestResult send(
      String method, String path, String authorization, String body, String... headers) {
    var request =
        http.method(HttpMethod.valueOf(method)).uri(path).header("Authorization", authorization);
    for (int i = 0; i < headers.length; i += 2) {
      request = request.header(headers[i], headers[i + 1]);
    }
    return request.content(body).exchange();
  }

  /** Sends a path as it is written. */
  MvcTestResult raw(String method, URI path, String authorization) {
    return http.method(HttpMethod.valueOf(method))
        .uri(path)
        .header("Authorization", authorization)
        .exchange();
  }

  MvcTestResult get(String path) throws UnsupportedEncodingException {
    return call("GET", path, VIEWER, "");
  }

  MvcTestResult put(String name, String body, String... headers)
      throws UnsupportedEncodingException {
    return call("PUT", "/admin/v1/quotas/" + name, QUOTAS, body, headers);
  }

  MvcTestResult delete(String name, String ifMatch) throws UnsupportedEncodingException {
    return call("DELETE", "/admin/v1/quotas/" + name, QUOTAS, "", "If-Match", ifMatch);
  }

  static JsonNode json(MvcTestResult result) throws UnsupportedEncodingException {
    return new JsonMapper().readTree(result.getResponse().getContentAsString());
  }
}
