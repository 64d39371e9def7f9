package io.sluice.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is around the blocks: nothing of it is an error, and each lacks something in its own way.
 */
class RouteCheckTest {

  private static final String GOOD =
      """
      routes:
        - id: chat
          uri: /v1/*
          upstream_id: A
          plugins:
            key-auth: {hide_credentials: true}
            ext-plugin-pre-req:
              _meta: {priority: 2000}
              conf:
                - {name: ai-semantic-router, value: '{"default_tier":"smart"}'}
            http-logger:
              uri: http://127.0.0.1:9381/exchanges
              auth_header: "Bearer change-me"
              include_resp_body: true
              max_resp_body_bytes: 4194304
              log_format: {request_id: "$http_x_ai_request_id"}
      #END
      """;

  private static final String NO_LOGGER = "no http-logger posts to the runner's /exchanges";
  private static final String NO_PRIORITY = "ext-plugin-pre-req has no _meta.priority";
  private static final String NO_AUTHENTICATION = "no authentication plugin";
  private static final String TOO_EARLY = "ext-plugin-pre-req runs before ";

  @Test
  void aGoodRouteHasNoFindings() {
    assertThat(FakeRouter.check().report(GOOD))
        .satisfies(report -> {
          assertThat(report.findings()).isEmpty();
          assertThat(report.routes()).isEqualTo(1);
          assertThat(report.blocks()).isEqualTo(1);
        });
  }

  @Test
  void routesWithoutOurPluginsAreNotOurs() {
    assertClean(
        GOOD.replace("- {name: ai-semantic-router", "- {name: LegacyFilter")
            .replace("http-logger", "file-logger")
            .replace("key-auth", "limit-count")
            .replace("_meta: {priority: 2000}", "allow_degradation: true"));
  }

  @Test
  void aPluginThatIsSwitchedOffIsNotThere() {
    assertClean(
        GOOD.replace("_meta: {priority: 2000}", "_meta: {disable: true}")
            .replace("http-logger", "file-logger"));
    assertWarns(
        GOOD.replace("{hide_credentials: true}", "{_meta: {disable: true}}"),
        7,
        7,
        NO_AUTHENTICATION);
    assertWarns(
        GOOD.replace("      uri: http:", "      _meta: {disable: yes}\n        uri: http:"),
        7,
        7,
        NO_LOGGER);
  }

  @Test
  void warnsOfAMissingLogger() {
    assertWarns(GOOD.replace("http-logger", "file-logger"), 7, 7, NO_LOGGER);
    assertWarns(GOOD.replace("/exchanges", "/logs"), 7, 7, NO_LOGGER);
    assertWarns(GOOD.replace("/exchanges", "/exchanges/old"), 7, 7, NO_LOGGER);
  }

  @Test
  void theLoggersAddressMayBeAVariable() {
    assertClean(GOOD.replace("http://127.0.0.1:9381/exchanges", "${{RUNNER}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log_format:                  | log_formats:                | has no log_format
          include_resp_body: true      | include_resp_body: false    | lacks include_resp_body
          include_resp_body: true      | include_resp_body: "true"   | lacks include_resp_body
          include_resp_body: true      | include_req_body: true      | lacks include_resp_body
          max_resp_body_bytes: 4194304 | max_resp_body_bytes: 524288 | cuts answers silently
          max_resp_body_bytes: 4194304 | max_req_body_bytes: 4194304 | cuts answers silently
          auth_header:                 | authorization:              | has no auth_header
          """)
  void warnsOfWhatTheLoggerLeavesOut(String good, String bad, String message) {
    assertWarns(GOOD.replace(good, bad), 11, 7, "http-logger " + message);
  }

  @Test
  void theLogFormatMayBeTheGateways() {
    assertClean(
        GOOD.replace("log_format:", "log_formats:")
            .replace(
                "#END", "plugin_metadata:\n  - {id: http-logger, log_format: {a: $status}}\n#END"));
  }

  @Test
  void warnsOfAMissingPriority() {
    assertWarns(
        GOOD.replace("_meta: {priority: 2000}", "allow_degradation: true"), 7, 7, NO_PRIORITY);
    assertWarns(GOOD.replace("priority: 2000", "priority: high"), 7, 7, NO_PRIORITY);
  }

  @ParameterizedTest
  @CsvSource({
    "2500, key-auth",
    "12000, key-auth",
    "2510, jwt-auth",
    "2520, basic-auth",
    "2530, hmac-auth",
    "2540, ldap-auth",
    "2555, wolf-rbac",
    "2599, openid-connect",
    "2600, multi-auth"
  })
  void warnsOfAPriorityBeforeAuthentication(int priority, String authentication) {
    var route = GOOD.replace("key-auth", authentication);

    assertWarns(
        route.replace("priority: 2000", "priority: " + priority),
        7,
        7,
        TOO_EARLY + authentication + " (at ");
    assertClean(route.replace("priority: 2000", "priority: 2499"));
  }

  @Test
  void authenticationMayRunAtAnotherPriority() {
    assertWarns(
        GOOD.replace("{hide_credentials: true}", "{_meta: {priority: 1500}}"),
        7,
        7,
        TOO_EARLY + "key-auth (at 1500)");
    assertClean(
        GOOD.replace("{hide_credentials: true}", "{_meta: {priority: 13000}}")
            .replace("priority: 2000", "priority: 12000"));
  }

  @Test
  void postReqRunsAfterAuthenticationAnyway() {
    assertClean(
        GOOD.replace("ext-plugin-pre-req", "ext-plugin-post-req")
            .replace("_meta: {priority: 2000}", "allow_degradation: true"));
  }

  @Test
  void warnsOfOurPluginsInTheResponse() {
    assertWarns(
        GOOD.replace("ext-plugin-pre-req", "ext-plugin-post-resp"),
        7,
        7,
        "ext-plugin-post-resp holds streams back");
  }

  @Test
  void warnsOfAnonymousRequests() {
    assertWarns(GOOD.replace("key-auth", "limit-count"), 7, 7, NO_AUTHENTICATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jwt-auth",
        "basic-auth",
        "hmac-auth",
        "openid-connect",
        "multi-auth",
        "ldap-auth",
        "wolf-rbac",
        "authz-casbin",
        "authz-keycloak"
      })
  void knowsTheGatewaysAuthentication(String plugin) {
    assertClean(GOOD.replace("key-auth", plugin));
  }

  @ParameterizedTest
  @CsvSource({"services, service_id", "plugin_configs, plugin_config_id"})
  void pluginsMayBeReferredTo(String section, String reference) {
    var yaml =
        GOOD.replace("routes:", section + ":")
            .replace("#END", "routes:\n  - {id: r, uri: /x, %s: chat}\n#END".formatted(reference));

    assertClean(yaml);
    assertWarns(yaml.replace("http-logger", "file-logger"), 18, 5, NO_LOGGER);
    assertWarns(yaml.replace("key-auth", "cors"), 18, 5, NO_AUTHENTICATION);
    assertWarns(
        yaml.replace("_meta: {priority: 2000}", "allow_degradation: true"), 7, 7, NO_PRIORITY);
  }

  @Test
  void aRoutesOwnPluginHidesTheOneReferredTo() {
    var yaml =
        GOOD.replace("upstream_id: A", "service_id: s")
            .replace(
                "#END",
                """
                services:
                  - id: s
                    plugins:
                      http-logger: {uri: http://127.0.0.1:9381/exchanges}
                      key-auth: {_meta: {disable: true}}
                #END
                """);

    assertClean(yaml);
    assertWarns(yaml.replace("127.0.0.1:9381/exchanges\n", "127.0.0.1/logs\n"), 7, 7, NO_LOGGER);
  }

  @Test
  void globalRulesCountForEveryRoute() {
    var logger = GOOD.substring(GOOD.indexOf("      http-logger"), GOOD.indexOf("#END"));
    var yaml =
        GOOD.replace(logger, "")
            .replace("#END", "global_rules:\n  - id: 1\n    plugins:\n" + logger + "#END");

    assertClean(yaml);
    assertWarns(yaml.replace("include_resp_body", "x"), 14, 7, "http-logger lacks");
  }

  @Test
  void ourPluginsInAGlobalRuleRunBeforeTheRoutesAuthentication() {
    var yaml =
        GOOD.replace("routes:", "global_rules:")
            .replace("      key-auth: {hide_credentials: true}\n", "")
            .replace("#END", "routes:\n  - {id: r, plugins: {key-auth: {}}}\n#END");

    assertWarns(yaml, 17, 5, TOO_EARLY + "key-auth (at 2500)");
    assertClean(
        yaml.replace("          - {name", "          - {name")
            .replace("      http-logger:", "      key-auth: {}\n      http-logger:")
            .replace("plugins: {key-auth: {}}", "uri: /"));
  }

  @Test
  void aConsumersPluginsRunAfterAuthentication() {
    assertClean(
        """
        consumers:
          - username: alice
            plugins:
              ext-plugin-pre-req:
                conf: [{name: ai-semantic-router, value: '{"default_tier":"a"}'}]
        #END
        """);
  }

  private static void assertClean(String yaml) {
    assertThat(FakeRouter.check().check(yaml)).isEmpty();
  }

  private static void assertWarns(String yaml, int line, int column, String message) {
    assertThat(FakeRouter.check().check(yaml))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.message()).startsWith(message);
          assertThat(finding.severity()).isEqualTo(Severity.WARNING);
          assertThat(finding.line()).isEqualTo(line);
          assertThat(finding.column()).isEqualTo(column);
        });
  }
}
