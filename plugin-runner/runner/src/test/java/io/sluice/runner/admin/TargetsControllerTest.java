package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.runner.targets.Decisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What is shown of targets and decisions, and forcing targets. */
class TargetsControllerTest {

  @TempDir private Path folder;

  private AdminApi api;

  @BeforeEach
  void open() throws IOException {
    api = new AdminApi(folder);
  }

  @Test
  void everyTargetIsShownAsItIs() throws Exception {
    for (int i = 0; i < 4; i++) {
      api.health.admit("mini");
      api.health.ended(
          "mini", new Result.Served(Duration.ofMillis(250), Duration.ofMillis(1250), 101));
    }
    api.health.ended("mini", new Result.Failed(502, Duration.ZERO));

    var targets = AdminApi.json(api.get("/admin/v1/targets")).path("targets");

    assertThat(targets.size()).isEqualTo(2);
    assertThat(targets.get(0).toString())
        .isEqualTo(
            """
            {"name":"mini","tier":"fast","model":"m","state":"closed","since":"2026-03-02T10:00:00Z",\
            "window":{"calls":5,"failed":1,"slow":0},\
            "latency":{"first_token_ms":250.0,"per_token_ms":10.0,"samples":4}}\
            """);
    assertThat(targets.get(1).path("latency").isNull()).isTrue();
  }

  @Test
  void aTargetThatFailsIsShownAsOpenSinceThen() throws Exception {
    api.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 5; i++) {
      api.health.ended("big", new Result.Failed(502, Duration.ZERO));
    }
    api.pass(Duration.ofSeconds(5));

    var big = AdminApi.json(api.get("/admin/v1/targets")).at("/targets/1");

    assertThat(big.path("state").stringValue()).isEqualTo("open");
    assertThat(big.path("since").stringValue()).isEqualTo("2026-03-02T10:01:00Z");
  }

  @Test
  void aTargetIsForcedAndWhoDidItIsKept() throws Exception {
    var answer = force("mini", "{\"state\":\"forced_open\"}");

    assertThat(answer).hasStatus(200);
    assertThat(AdminApi.json(answer).path("state").stringValue()).isEqualTo("forced_open");
    assertThat(api.health.admit("mini")).isFalse();
    assertThat(Files.readString(folder.resolve("data/audit.ndjson")))
        .contains("\"token\":\"tara\"", "\"action\":\"target.state\"", "\"name\":\"mini\"")
        .contains("\"before\":{\"state\":\"closed\"},\"after\":{\"state\":\"forced_open\"}");
    assertThat(force("mini", "{\"state\":\"automatic\"}")).hasStatus(200);
    assertThat(api.health.admit("mini")).isTrue();
  }

  @Test
  void onlyWhoMayForcesTargets() throws Exception {
    for (var token : new String[] {AdminApi.VIEWER, AdminApi.QUOTAS, AdminApi.CACHE}) {
      assertThat(
              api.call("PUT", "/admin/v1/targets/mini/state", token, "{\"state\":\"forced_open\"}"))
          .hasStatus(403);
    }

    assertThat(api.health.admit("mini")).isTrue();
    assertThat(api.call("GET", "/admin/v1/targets", AdminApi.TARGETS, "")).hasStatus(200);
    assertThat(api.send("PUT", "/admin/v1/quotas/a", "Bearer " + AdminApi.TARGETS, "{}"))
        .hasStatus(403);
  }

  @Test
  void aTargetThatTheCatalogDoesNotHaveIsNotForced() throws Exception {
    var answer = force("none", "{\"state\":\"forced_open\"}");

    assertThat(answer).hasStatus(404);
    assertThat(AdminApi.json(answer).at("/error/code").stringValue()).isEqualTo("not_found");
    assertThat(folder.resolve("data/audit.ndjson")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "7",
        "{}",
        "{\"state\":\"open\"}",
        "{\"state\":7}",
        "{\"state\":null}",
        "{\"state\":\"forced_open\",\"more\":1}"
      })
  void whatIsNoStateIsRefused(String body) throws Exception {
    var answer = force("mini", body);

    assertThat(answer).hasStatus(400);
    assertThat(AdminApi.json(answer).at("/error/code").stringValue()).isEqualTo("invalid_request");
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() throws Exception {
    assertThat(force("mini", " ".repeat(2000))).hasStatus(413);
  }

  @Test
  void aDecisionIsShownWhole() throws Exception {
    api.decisions.add(Decisions.decision("0198-a", api.now()));

    assertThat(AdminApi.json(api.get("/admin/v1/decisions/0198-a")).toString())
        .isEqualTo(
            """
            {"request_id":"0198-a","at":"2026-03-02T10:00:00Z","consumer":"alice","department":"",\
            "route":"chat","config":"v1","reason":"cost","details":{"intent":"greeting 0.91"},\
            "candidates":[\
            {"target":"small","tier":"fast","expected_usd":1.2E-5,"expected_quality":0.9,\
            "expected_latency_ms":350,"removed":null},\
            {"target":"large","tier":"smart","expected_usd":0.0012,"expected_quality":null,\
            "expected_latency_ms":null,"removed":{"step":"policy","reason":"eu-only"}}],\
            "chosen":"small",\
            "expected":{"target":"small","tier":"fast","expected_usd":1.2E-5,"expected_quality":0.9,\
            "expected_latency_ms":350,"removed":null},\
            "shadow":null}\
            """);
  }

  @Test
  void aDecisionThatIsNotKeptIsNotFound() throws Exception {
    assertThat(api.get("/admin/v1/decisions/none")).hasStatus(404);
  }

  private MvcTestResult force(String target, String body) throws Exception {
    return api.call("PUT", "/admin/v1/targets/" + target + "/state", AdminApi.TARGETS, body);
  }
}
