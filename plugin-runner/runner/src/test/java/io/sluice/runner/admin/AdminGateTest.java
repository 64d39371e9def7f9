package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AdminGateTest {

  private static final String LIST = "/admin/v1/quotas";

  @TempDir private Path folder;

  private AdminApi api;

  @BeforeEach
  void open() {
    api = new AdminApi(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic viewer-0123456789",
        "viewer-0123456789",
        "Bearer viewer-012345678",
        "Bearer viewer-01234567890"
      })
  void whoShowsNoTokenThatIsKnownIsNotLetIn(String authorization) throws Exception {
    var answer = api.send("GET", LIST, authorization, "");

    assertThat(answer).hasStatus(401).hasHeader("WWW-Authenticate", "Bearer");
    assertThat(AdminApi.json(answer).at("/error/code").stringValue()).isEqualTo("invalid_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/v1/nothing", "/admin/v1/quotas/x", "/admin/v1/openapi.json"})
  void whatThereIsIsNotToldToWhoIsNotLetIn(String path) {
    assertThat(api.send("GET", path, "Bearer wrong", "")).hasStatus(401);
    assertThat(api.send("POST", path, "Bearer wrong", "")).hasStatus(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, viewer-0123456789, 200",
    "GET, quotas-0123456789, 200",
    "GET, caches-0123456789, 200",
    "PUT, viewer-0123456789, 403",
    "PUT, quotas-0123456789, 201",
    "PUT, caches-0123456789, 403",
    "DELETE, viewer-0123456789, 403",
    "DELETE, quotas-0123456789, 404",
    "DELETE, caches-0123456789, 403"
  })
  void everyRoleMayLookAndOneMayChange(String method, String token, int status) throws Exception {
    var path = method.equals("GET") ? LIST : LIST + "/a";

    var answer =
        api.call(
            method,
            path,
            token,
            "{\"unit\":\"usd\",\"limit\":1,\"window\":{\"sliding\":\"1h\"}}",
            method.equals("DELETE") ? "If-Match" : "X-Other",
            "*");

    assertThat(answer).hasStatus(status);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /admin/v1/cache/entries, 200",
    "GET, /admin/v1/cache/entries/0123456789abcdef0123456789abcdef, 404",
    "DELETE, /admin/v1/cache/entries?all=true, 200",
    "DELETE, /admin/v1/cache/entries/0123456789abcdef0123456789abcdef, 404",
    "POST, /admin/v1/cache/explain, 400"
  })
  void whatIsCachedIsContentAndSeenByOneRoleOnly(String method, String path, int status)
      throws Exception {
    assertThat(api.call(method, path, AdminApi.VIEWER, "")).hasStatus(403);
    assertThat(api.call(method, path, AdminApi.QUOTAS, "")).hasStatus(403);
    assertThat(api.call(method, path, AdminApi.CACHE, "")).hasStatus(status);
  }

  /** However a path is written that the dispatcher would take there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/v1/%63ache/entries",
        "/admin/v1/cache;x=y/entries",
        "/admin/v1;x/cache/entries",
        "/admin/v1/cache/",
        "/admin/v1/cache"
      })
  void noSpellingOfAPathLeadsToWhatIsCached(String path) {
    var answer = api.raw("GET", URI.create(path), "Bearer " + AdminApi.VIEWER);

    assertThat(answer).hasStatus(403);
  }

  @Test
  void whatNobodyMayChangeIsForbidden() {
    assertThat(api.send("PUT", "/admin/v1/usage", "Bearer " + AdminApi.QUOTAS, "")).hasStatus(403);
    assertThat(api.send("POST", LIST, "Bearer " + AdminApi.QUOTAS, "")).hasStatus(403);
  }

  @Test
  void aMethodThatThereIsNotIsToldInTheSameShape() throws Exception {
    var answer = api.send("POST", LIST + "/a", "Bearer " + AdminApi.QUOTAS, "");

    assertThat(answer).hasStatus(405);
    assertThat(answer.getResponse().getHeader("Allow")).contains("GET", "PUT", "DELETE");
    assertThat(AdminApi.json(answer).at("/error/code").stringValue())
        .isEqualTo("method_not_allowed");
  }

  @Test
  void afterTenWrongTokensAnAddressIsNotHeardForAMinute() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(api.send("GET", LIST, "Bearer wrong" + i, "")).hasStatus(401);
    }
    api.pass(Duration.ofMillis(15_500));

    var blocked = api.send("GET", LIST, "Bearer " + AdminApi.VIEWER, "");
    assertThat(blocked).hasStatus(429).hasHeader("Retry-After", "45");
    assertThat(AdminApi.json(blocked).at("/error/code").stringValue())
        .isEqualTo("too_many_failures");
    api.pass(Duration.ofMillis(44_500));
    assertThat(api.get(LIST)).hasStatus(200);
  }

  @Test
  void rightTokensAreNotCounted() throws Exception {
    for (int i = 0; i < 30; i++) {
      assertThat(api.get(LIST)).hasStatus(200);
    }
  }

  @Test
  void withoutTokensEverybodyIsRefusedAndNobodyIsBlocked() {
    var closed = new AdminApi(folder, List.of());

    for (int i = 0; i < 30; i++) {
      assertThat(closed.send("GET", LIST, "Bearer " + AdminApi.VIEWER, "")).hasStatus(401);
    }
  }

  @Test
  void failuresAreLoggedWithoutTheToken(CapturedOutput output) {
    api.send("GET", LIST, "Bearer s3cret-token", "");
    api.send("PUT", LIST + "/a", "Bearer " + AdminApi.VIEWER, "");

    assertThat(output.getAll())
        .contains("admin call without a valid token")
        .contains("admin call without the role for it")
        .doesNotContain("s3cret")
        .doesNotContain(AdminApi.VIEWER);
  }

  @Test
  void nothingShowsATokensDigest() {
    var token = new AdminToken("a", Set.of(Role.VIEWER), "0".repeat(64));

    assertThat(token.toString()).isEqualTo("AdminToken[name=a, roles=[VIEWER]]");
  }
}
