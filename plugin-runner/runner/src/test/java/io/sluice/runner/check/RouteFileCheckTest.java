package io.sluice.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file as a whole. */
class RouteFileCheckTest {

  private static final String NO_END =
      "the last line must be #END: without it APISIX does not take the file";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#END",
        "#END\n",
        "routes: []\n#END\n\n",
        "\ufeffroutes: []\n#END",
        "routes:\n#END"
      })
  void anEmptyFileIsFine(String yaml) {
    assertThat(FakeRouter.check().check(yaml)).isEmpty();
  }

  @Test
  void theEndMarkStandsAtTheEnd() {
    assertFinds("", 1, 1, "", NO_END);
    assertFinds("routes: []\n", 1, 1, "", NO_END);
    assertFinds("#END\nroutes: []\n\n\n", 2, 1, "", NO_END);
    assertFinds("#END\n" + "\n".repeat(20), 1, 1, "", NO_END);
    assertFinds("# end\n#end\n", 2, 1, "", NO_END);
  }

  @Test
  void yamlErrorsHaveTheirPosition() {
    assertFinds("routes:\n  - a: b: c\n#END", 2, 9, "", "not YAML: mapping values are not allowed");
    assertFinds("routes: [\n#END", 2, 5, "", "not YAML: expected the node content");
    assertFinds("a: 1\n---\nb: 2\n#END", 2, 1, "", "not YAML: but found another document");
    assertFinds("a: \u0007\n#END", 1, 1, "", "not YAML: special characters are not allowed");
  }

  @Test
  void idsAreTakenOnce() {
    assertFinds(
        "routes:\n  - {id: 1, uri: /a}\n  - {id: 2, uri: /b}\n  - {uri: /c, id: '1'}\n#END",
        4,
        5,
        "route 1",
        "the id is taken by the route on line 2");
    assertFinds(
        "consumers:\n  - username: a\n  - username: a\n#END",
        3,
        5,
        "consumer a",
        "the username is taken by the consumer on line 2");
  }

  @Test
  void idsOfDifferentSectionsAndMissingIdsDoNotClash() {
    assertThat(
            FakeRouter.check()
                .check("routes: [{id: a}, {uri: /a}, {uri: /b}]\nservices: [{id: a}]\n#END"))
        .isEmpty();
  }

  @Test
  void aRouteWithoutIdIsNamedByItsLine() {
    var findings =
        FakeRouter.check()
            .check(
                """
                routes:
                  - uri: /
                    plugins: {ext-plugin-pre-req: {conf: [{name: X}]}}
                #END\
                """);

    assertThat(findings).extracting(Finding::where).containsExactly("route on line 2");
  }

  @Test
  void keysStandOnce() {
    assertFinds(
        """
        routes:
          - id: a
            plugins:
              key-auth: {}
              cors: {}
              key-auth: {}
        #END\
        """,
        6,
        7,
        "",
        "the key key-auth is here twice, first on line 4");
  }

  @Test
  void sectionsAreListsOfMappings() {
    assertFinds("- routes\n#END", 1, 1, "", "the file must be a mapping of its sections");
    assertFinds("routes: {a: b}\n#END", 1, 9, "", "routes must be a list");
    assertFinds("routes:\n  - chat\n#END", 2, 5, "", "a route must be a mapping of its fields");
  }

  @Test
  void referencesHaveATarget() {
    assertFinds(
        "routes:\n  - {id: a, service_id: b}\n#END",
        2,
        25,
        "route a",
        "the file has no such service");
    assertFinds(
        "routes:\n  - {id: a, plugin_config_id: b}\nservices:\n  - id: b\n#END",
        2,
        31,
        "route a",
        "the file has no such plugin_config");
  }

  @Test
  void collectionsThatHoldThemselvesEnd() {
    assertThat(
            FakeRouter.check()
                .check(
                    """
                    routes: &a
                      - &b {id: x, <<: *b, plugins: *b}
                      - {<<: [*b, *a], y: *a}
                    #END\
                    """))
        .extracting(Finding::message)
        .containsExactly("the id is taken by the route on line 2");
  }

  @Test
  void aFileMayBeLargeAndFullOfAliases() {
    var yaml = new StringBuilder("x: &x {key-auth: {}}\nroutes:\n");
    for (int i = 0; i < 2_000; i++) {
      yaml.append("  - {id: %d, plugins: *x, desc: %s}\n".formatted(i, "y".repeat(2_000)));
    }

    var report = FakeRouter.check().report(yaml.append("#END").toString());

    assertThat(report.findings()).isEmpty();
    assertThat(report.routes()).isEqualTo(2_000);
  }

  private static void assertFinds(String yaml, int line, int column, String where, String message) {
    assertThat(FakeRouter.check().check(yaml))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.message()).startsWith(message);
          assertThat(finding.severity()).isEqualTo(Severity.ERROR);
          assertThat(finding.where()).isEqualTo(where);
          assertThat(new Position(finding.line(), finding.column()))
              .isEqualTo(new Position(line, column));
        });
  }
}
