package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class QuotasControllerTest {

  private static final String BUDGET =
      "{\"unit\":\"usd\",\"limit\":12.000001,\"window\":{\"sliding\":\"1h\"}}";

  @TempDir private Path folder;

  private AdminApi api;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(
        folder.resolve("quotas.yaml"),
        """
        budgets:
          - {name: daily, covers: {consumer: alice}, unit: total_tokens, limit: 100,
             window: {calendar: day}}
        """);
    api = new AdminApi(folder);
  }

  @Test
  void listsWhatIsInForceAndWhereItIsFrom() throws Exception {
    api.put("extra", BUDGET);

    var list = AdminApi.json(api.get("/admin/v1/quotas"));

    assertThat(list.at("/budgets/0/budget/name").stringValue()).isEqualTo("daily");
    assertThat(list.at("/budgets/0/source").stringValue()).isEqualTo("file");
    assertThat(list.at("/budgets/1/budget/name").stringValue()).isEqualTo("extra");
    assertThat(list.at("/budgets/1/source").stringValue()).isEqualTo("api");
    assertThat(list.at("/budgets/1/etag").stringValue()).isEqualTo("\"1\"");
  }

  @Test
  void amountsAreExact() throws Exception {
    var answer = api.put("extra", BUDGET);

    assertThat(answer.getResponse().getContentAsString()).contains("\"limit\":12.000001,");
  }

  @Test
  void oneIsGivenWithItsTag() throws Exception {
    var answer = api.get("/admin/v1/quotas/daily");

    assertThat(answer).hasStatus(200);
    assertThat(AdminApi.json(answer).path("etag").stringValue()).isEqualTo(etag(answer));
    assertThat(AdminApi.json(answer).at("/budget/window/time_zone").stringValue()).isEqualTo("UTC");
    assertThat(api.get("/admin/v1/quotas/none")).hasStatus(404);
  }

  @Test
  void aNewOneIsInForceAtOnce() throws Exception {
    assertThat(api.put("extra", BUDGET)).hasStatus(201);

    assertThat(api.quotas.named("extra").orElseThrow().budget().limit()).isEqualTo(12_000_001);
    assertThat(api.put("extra", BUDGET.replace("12.000001", "13"))).hasStatus(200);
    assertThat(api.quotas.named("extra").orElseThrow().budget().limit()).isEqualTo(13_000_000);
  }

  @Test
  void oneOfTheFileIsOverriddenUntilTheOverrideIsDeleted() throws Exception {
    var ofFile = etag(api.get("/admin/v1/quotas/daily"));
    assertThat(api.put("daily", BUDGET)).hasStatus(200);
    assertThat(api.quotas.get().budgets()).hasSize(1);
    var overriding = etag(api.get("/admin/v1/quotas/daily"));

    var answer = api.delete("daily", overriding);

    assertThat(answer).hasStatus(200);
    assertThat(etag(answer)).isEqualTo(ofFile).isNotEqualTo(overriding);
    assertThat(AdminApi.json(answer).path("source").stringValue()).isEqualTo("file");
    assertThat(api.quotas.named("daily").orElseThrow().budget().limit()).isEqualTo(100);
  }

  @Test
  void oneThatWasSetIsGoneWhenItIsDeleted() throws Exception {
    api.put("extra", BUDGET);

    assertThat(api.delete("extra", "*")).hasStatus(204);
    assertThat(api.quotas.named("extra")).isEmpty();
    assertThat(api.delete("extra", "*")).hasStatus(404);
  }

  @Test
  void oneThatIsOnlyInTheFileIsDeletedThere() throws Exception {
    var answer = api.delete("daily", "*");

    assertThat(answer).hasStatus(409);
    assertThat(message(answer))
        .isEqualTo("daily is in quotas.yaml and not overridden: change the file");
  }

  @Test
  void oneMayBeDeletedWhateverItsVersion() throws Exception {
    api.put("extra", BUDGET);

    assertThat(api.call("DELETE", "/admin/v1/quotas/extra", AdminApi.QUOTAS, "")).hasStatus(204);
    assertThat(api.quotas.named("extra")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          If-Match      | *                  | extra | 200
          If-Match      | "1"                | extra | 200
          If-Match      | "7", "1"           | extra | 200
          If-Match      | W/"1"              | extra | 412
          If-Match      | "2"                | extra | 412
          If-Match      | 1                  | extra | 412
          If-Match      | *                  | none  | 412
          If-Match      | "1"                | daily | 412
          If-None-Match | *                  | extra | 412
          If-None-Match | "1"                | extra | 412
          If-None-Match | "2"                | extra | 200
          If-None-Match | *                  | none  | 201
          If-None-Match | *                  | daily | 412
          """)
  void aChangeMayDependOnWhatThereIs(String header, String value, String name, int status)
      throws Exception {
    api.put("extra", BUDGET);

    assertThat(api.put(name, BUDGET, header, value)).hasStatus(status);
  }

  @Test
  void oneOfTheFileIsOverriddenOnlyAsItWasSeen() throws Exception {
    var etag = etag(api.get("/admin/v1/quotas/daily"));

    assertThat(api.put("daily", BUDGET, "If-Match", etag)).hasStatus(200);
    assertThat(api.put("daily", BUDGET, "If-Match", etag)).hasStatus(412);
  }

  @Test
  void whatAnotherRunnerChangedIsNotOverwritten() throws Exception {
    api.put("extra", BUDGET);
    var seen = etag(api.get("/admin/v1/quotas/extra"));
    api.store.put("extra", BUDGET, OptionalLong.empty());

    assertThat(api.put("extra", BUDGET, "If-Match", seen)).hasStatus(412);
    assertThat(api.delete("extra", seen)).hasStatus(412);
  }

  @Test
  void everythingWrongIsTold() throws Exception {
    var answer =
        api.put("a b", "{\"name\":\"c\",\"unit\":\"eur\",\"limit\":1,\"window\":{},\"x\":1}");

    assertThat(answer).hasStatus(400);
    var problems = AdminApi.json(answer).at("/error/problems");
    assertThat(problems.valueStream().map(problem -> problem.path("key").stringValue()))
        .containsExactly("name", "unit", "window", "x");
    assertThat(problems.at("/0/rule").stringValue()).isEqualTo("\"a b\" or absent");
    assertThat(problems.at("/0/value").stringValue()).isEqualTo("\"c\"");
    assertThat(api.quotas.get().budgets()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "[]", "nonsense", "{}{}", "{\"limit\":1,}"})
  void whatIsNoBudgetIsRefused(String body) throws Exception {
    assertThat(api.put("extra", body)).hasStatus(400);
  }

  @Test
  void tiersAndTargetsMustBeInTheCatalog() throws Exception {
    var answer =
        api.put("extra", BUDGET.replace("{\"unit\"", "{\"covers\":{\"tier\":\"huge\"},\"unit\""));

    assertThat(answer).hasStatus(400);
    assertThat(message(answer)).contains("covers.tier must be of the catalog's: fast, smart");
  }

  @Test
  void aBodyHasASize() throws Exception {
    assertThat(api.put("extra", " ".repeat(256 * 1024 + 1))).hasStatus(413);
  }

  @Test
  void whileTheStoreIsAwayNothingIsChangedAndEverythingIsShown() throws Exception {
    api.put("extra", BUDGET);
    api.store.setAway(true);

    assertThat(api.put("extra", BUDGET)).hasStatus(503);
    var answer = api.delete("extra", "*");
    assertThat(answer).hasStatus(503);
    assertThat(message(answer))
        .isEqualTo("fake does not answer; nothing is known to have changed: try again");
    assertThat(AdminApi.json(answer).at("/error/type").stringValue()).isEqualTo("server_error");
    assertThat(api.get("/admin/v1/quotas/extra")).hasStatus(200);
    assertThat(audited().lines()).hasSize(1);
  }

  @Test
  void oneThatNoLongerFitsTheCatalogIsToldAndCanBeDeleted() throws Exception {
    api.store.put(
        "old",
        BUDGET.replace("{\"unit\"", "{\"covers\":{\"tier\":\"huge\"},\"unit\""),
        OptionalLong.empty());

    var list = AdminApi.json(api.get("/admin/v1/quotas"));
    assertThat(list.at("/not_in_force/old").stringValue()).contains("covers.tier must be");
    assertThat(api.delete("old", "\"1\"")).hasStatus(412);
    assertThat(api.delete("old", "*")).hasStatus(204);

    assertThat(AdminApi.json(api.get("/admin/v1/quotas")).at("/not_in_force")).isEmpty();
  }

  @Test
  void everyChangeIsKept(CapturedOutput output) throws Exception {
    api.put("daily", BUDGET);
    api.put("daily", "{}");
    api.delete("daily", "*");

    var lines = audited().lines().map(QuotasControllerTest::parse).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().path("time").stringValue()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(lines.getFirst().path("token").stringValue()).isEqualTo("quentin");
    assertThat(lines.getFirst().path("address").stringValue()).isEqualTo("127.0.0.1");
    assertThat(lines.getFirst().path("action").stringValue()).isEqualTo("quota.put");
    assertThat(lines.getFirst().path("name").stringValue()).isEqualTo("daily");
    assertThat(lines.getFirst().at("/before/limit").intValue()).isEqualTo(100);
    assertThat(lines.getFirst().at("/after/limit").decimalValue())
        .isEqualByComparingTo("12.000001");
    assertThat(lines.getLast().path("action").stringValue()).isEqualTo("quota.delete");
    assertThat(lines.getLast().at("/after/limit").intValue()).isEqualTo(100);
    assertThat(audited()).doesNotContain(AdminApi.QUOTAS);
    assertThat(output.getOut().lines().filter(line -> line.contains("admin change"))).hasSize(2);
    assertThat(output.getAll()).doesNotContain(AdminApi.QUOTAS);
  }

  @Test
  void theAuditFileIsItsOwnersAlone() throws Exception {
    api.put("extra", BUDGET);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data/audit.ndjson"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aChangeThatCanNotBeKeptIsAnErrorInTheLog(CapturedOutput output) throws Exception {
    Files.createFile(folder.resolve("data"));

    assertThat(api.put("extra", BUDGET)).hasStatus(201);

    assertThat(output.getOut()).contains("audit line not written").contains("admin change");
  }

  private String audited() throws IOException {
    return Files.readString(folder.resolve("data/audit.ndjson"));
  }

  private static JsonNode parse(String json) {
    return new JsonMapper().readTree(json);
  }

  private static String etag(MvcTestResult answer) {
    return String.valueOf(answer.getResponse().getHeader("ETag"));
  }

  private static String message(MvcTestResult answer) throws Exception {
    return AdminApi.json(answer).at("/error/message").stringValue();
  }
}
