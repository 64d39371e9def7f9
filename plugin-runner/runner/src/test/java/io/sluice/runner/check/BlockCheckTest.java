package io.sluice.runner.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors in the blocks themselves; in these files a {@code ^} marks where they are expected. */
class BlockCheckTest {

  private static final String THRESHOLD =
      "ai-semantic-router: intents[0].threshold must be in (0, 1], but was 7.0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // one line in single quotes
        """
        value: '{"default_tier":"it''s","intents":[{"name":"a",^"threshold":7}]}'\
        """,
        // one line in double quotes
        """
        value: "{\\"default_tier\\":\\"\\u00fc\\x41\\",\\t\\n \\"intents\\":[{\\"name\\":\\"a\\",^\\"threshold\\":7}]}\"\
        """,
        // a block that keeps its lines
        """
        value: |
          {
            "default_tier": "ü😀",

            "intents": [
              {"name": "a", ^"threshold": 7}
            ]
          }\
        """,
        // the same, with indentation and end chosen, and a comment
        """
        value: |2-   # the router
            {"default_tier": "a",
             "intents": [{"name": "a",
               ^"threshold": 7}]}\
        """,
        // a block whose lines are joined
        """
        value: >-
          {"default_tier":
             "a",

           "intents": [ {"name": "a", ^"threshold": 7} ]}\
        """,
        // quotes over several lines
        """
        value: '{"default_tier": "it''s",
          "intents":
             [{"name": "a",
             ^"threshold": 7}]}'\
        """,
        """
        value: "{\\"default_tier\\": \\"a\\", \\
             \\"intents\\":
             [{\\"name\\": \\"a\\", ^\\"threshold\\": 7}]}\"\
        """
      })
  void pointsAtTheKeyHoweverTheJsonIsQuoted(String value) {
    var marked = routes(value);
    var yaml = marked.replace("^", "");

    var errors = errors(yaml);

    assertThat(errors).extracting(Finding::message).containsExactly(THRESHOLD);
    assertThat(errors.getFirst().where()).isEqualTo("route chat");
    assertThat(position(errors.getFirst())).isEqualTo(positionOfMark(marked));
  }

  @Test
  void listsEveryProblemOfEveryBlockInOrder() {
    var yaml =
        """
        routes:
          - id: chat
            plugins:
              ext-plugin-pre-req:
                _meta: {priority: 2000}
                conf:
                  - name: ai-semantic-router
                    value: |
                      {
                        "default_teir": "smart",
                        "intents": [
                          {"name": "a b"},
                          {"threshold": "high"}
                        ]
                      }
        services:
          - id: shared
            plugins:
              ext-plugin-post-req:
                conf:
                  - {name: ai-semantic-router, value: '{"default_tier":1}'}
        #END
        """;

    assertThat(errors(yaml))
        .extracting(Finding::line, Finding::column, Finding::where, Finding::message)
        .containsExactly(
            tuple(
                9,
                15,
                "route chat",
                "ai-semantic-router: default_tier must be a text, but was absent"),
            tuple(
                10,
                17,
                "route chat",
                "ai-semantic-router: default_teir must be a known key (default_tier, intents),"
                    + " but was \"smart\""),
            tuple(
                12,
                20,
                "route chat",
                "ai-semantic-router: intents[0].name must be 1 to 64 letters, digits or _ . : -,"
                    + " the first a letter or digit, but was \"a b\""),
            tuple(
                13,
                19,
                "route chat",
                "ai-semantic-router: intents[1].name must be a text, but was absent"),
            tuple(
                13,
                20,
                "route chat",
                "ai-semantic-router: intents[1].threshold must be a number, but was \"high\""),
            tuple(
                21,
                49,
                "service shared",
                "ai-semantic-router: default_tier must be a text, but was 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          value: '{"default_tier":^nil}'        | Unrecognized token 'nil'
          value: '{"default_tier":"a",^}'       | Unexpected character ('}' (code 125))
          value: '{"a":1,"a"^:2}'               | Duplicate Object property "a"
          value: '{"default_tier":"a"^'         | Unexpected end-of-input
          """)
  void pointsAtWhatIsNoJson(String value, String message) {
    var marked = routes(value);

    var errors = errors(marked.replace("^", ""));

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().message())
        .startsWith("ai-semantic-router: must be valid JSON: " + message);
    assertThat(position(errors.getFirst())).isEqualTo(positionOfMark(marked));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          value: '^[]'                 | it must be an object, but was []
          value: '^'                   | it must be an object, but was absent
          value: '{"default_tier":"a"} ^{}'| must be valid JSON, but was not
          value: ^{"default_tier":"a"} | its value must be a text that holds JSON: quote it
          value: ^7                    | its value must be a text that holds JSON: quote it
          value:^                      | its value must be a text that holds JSON: quote it
          """)
  void aValueIsATextThatHoldsAnObject(String value, String message) {
    var marked = routes(value);

    var errors = errors(marked.replace("^", ""));

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().message()).startsWith("ai-semantic-router: ").contains(message);
    assertThat(position(errors.getFirst())).isEqualTo(positionOfMark(marked));
  }

  @Test
  void pointsAtTheValueWhereYamlIsTooCunning() {
    var marked =
        routes("value: ^\"{\\\"default_tier\\\": \\\"\\U0001F600\\\", \\\"intents\\\": 7}\"");

    var errors = errors(marked.replace("^", ""));

    assertThat(errors)
        .extracting(Finding::message)
        .containsExactly("ai-semantic-router: intents must be a list, but was 7");
    assertThat(position(errors.getFirst())).isEqualTo(positionOfMark(marked));
  }

  @Test
  void aBlockNeedsNameAndValue() {
    assertThat(errors(file("- {name: ai-semantic-router}")))
        .extracting(Finding::message)
        .containsExactly("ai-semantic-router: has no value");
    assertThat(errors(file("- {value: '{}'}")))
        .extracting(Finding::message)
        .containsExactly("a block needs a name and a value");
    assertThat(errors(file("- ai-semantic-router")))
        .extracting(Finding::message)
        .containsExactly("a block needs a name and a value");
  }

  @Test
  void aNameThatTheRunnerDoesNotKnowIsAnError() {
    var errors =
        errors(
            file(
                "- {name: ai-semantic-ruoter, value: '{}'}\n            - {name: X, value: '{}'}"));

    assertThat(errors)
        .extracting(Finding::message)
        .containsExactly(
            "ai-semantic-ruoter is not a plugin of this runner: did you mean ai-semantic-router?"
                + " (known: LegacyFilter, ai-semantic-router)",
            "X is not a plugin of this runner (known: LegacyFilter, ai-semantic-router)");
    assertThat(errors.getFirst().column()).isEqualTo(22);
  }

  @Test
  void filtersOfOthersAreLeftAlone() {
    var report =
        FakeRouter.check().report(file("- {name: LegacyFilter, value: 'anything at all'}"));

    assertThat(report.findings()).isEmpty();
    assertThat(report.blocks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routes",
        "services",
        "plugin_configs",
        "global_rules",
        "consumers",
        "consumer_groups"
      })
  void everyObjectWithPluginsIsChecked(String section) {
    for (var external :
        List.of("ext-plugin-pre-req", "ext-plugin-post-req", "ext-plugin-post-resp")) {
      var yaml =
          file("- {name: ai-semantic-router, value: '{}'}")
              .replace("routes:", section + ":")
              .replace("ext-plugin-pre-req", external);

      assertThat(errors(yaml)).as(external).hasSize(1);
    }
  }

  @Test
  void aBlockBehindAnAnchorIsCheckedOnce() {
    var yaml =
        """
        routes:
          - id: a
            plugins: &ours
              ext-plugin-pre-req:
                conf: [{name: ai-semantic-router, value: '{}'}]
          - id: b
            plugins: *ours
          - id: c
            plugins:
              <<: *ours
              key-auth: {}
        #END
        """;

    var report = FakeRouter.check().report(yaml);

    assertThat(report.blocks()).isEqualTo(1);
    assertThat(report.count(Severity.ERROR)).isEqualTo(1);
    assertThat(report.routes()).isEqualTo(3);
  }

  @Test
  void aVariableOfTheEnvironmentCanNotBeChecked() {
    var findings = FakeRouter.check().check(routes("value: '{\"default_tier\":${{TIER}}}'"));

    assertThat(findings)
        .filteredOn(finding -> finding.message().contains("variable"))
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING);
    assertThat(findings).filteredOn(f -> f.severity() == Severity.ERROR).isEmpty();
  }

  @Test
  void longBlocksKeepTheirPositions() {
    var value = new StringBuilder("value: |\n  {\"default_tier\": \"a\", \"intents\": [\n");
    for (int i = 0; i < 5_000; i++) {
      value.append("    {\"name\": \"a%d\"},\n".formatted(i));
    }
    value.append("    {\"name\": \"b\", ^\"threshold\": 7}]}");
    var marked = routes(value.toString());

    var errors = errors(marked.replace("^", ""));

    assertThat(errors).hasSize(1);
    assertThat(position(errors.getFirst())).isEqualTo(positionOfMark(marked));
  }

  @Test
  void windowsLineEndsChangeNothing() {
    var marked =
        routes(
            """
            value: |
              {"default_tier": "a",
               "intents": [{"name": "b",
             ^"threshold": 7}]}\
            """);

    var errors = errors(marked.replace("^", "").replace("\n", "\r\n"));

    assertThat(errors).hasSize(1);
    assertThat(position(errors.getFirst())).isEqualTo(positionOfMark(marked));
  }

  /** A route with one block, whose value is given. */
  private static String routes(String value) {
    return file("- name: ai-semantic-router\n" + value.indent(14).stripTrailing());
  }

  private static String file(String conf) {
    return """
    # ü 😀
    routes:
      - id: chat
        plugins:
          ext-plugin-pre-req:
            _meta: {priority: 2000}
            conf:
                %s
    #END
    """
        .replace("    %s", "    " + conf.strip());
  }

  private static List<Finding> errors(String yaml) {
    return FakeRouter.check().check(yaml).stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }

  private static Position position(Finding finding) {
    return new Position(finding.line(), finding.column());
  }

  private static Position positionOfMark(String marked) {
    var before = marked.substring(0, marked.indexOf('^'));
    var line = before.substring(before.lastIndexOf('\n') + 1);
    return new Position(
        (int) before.chars().filter(c -> c == '\n').count() + 1,
        line.codePointCount(0, line.length()) + 1);
  }
}
