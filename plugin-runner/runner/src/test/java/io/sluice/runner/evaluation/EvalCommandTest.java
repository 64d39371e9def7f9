package io.sluice.runner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvalCommandTest {

  /** Four words of prompt and ten of answer each: 14 micro-dollars on small, 140 on large. */
  private static final String GOLDEN =
      """
      {"id": "a", "prompt": "say hello to me", "quality": {"small": 1, "large": 1}, \
      "expected_completion_tokens": 10, "category": "chat"}
      {"id": "b", "prompt": "prove it to me", "quality": {"small": 0, "large": 1}, \
      "expected_completion_tokens": 10, "category": "math"}
      {"id": "c", "prompt": "prove this to me", "quality": {"small": 1, "large": 1}, \
      "expected_completion_tokens": 10, "category": "math"}

      {"id": "d", "prompt": "count all of these", "quality": {"small": 0, "large": 1}, \
      "expected_completion_tokens": 10, "category": "math"}
      """;

  @TempDir private Path folder;

  @Test
  void theTableHasEveryFigureWithItsInterval() {
    var run = eval(GOLDEN);

    assertThat(run.err()).startsWith("decided 1 of 4 (25 %)");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("4 cases of -, decided by ")
        .contains("always-cheap is small, always-strong is large")
        .contains("the ideal tier of a case is the cheapest with a target of the best")
        .containsPattern("accuracy +0\\.5000 \\(0\\.0000 to 1\\.0000\\) +more\n")
        // 14 + 140 + 140 + 14 of four times 140
        .containsPattern("cost_of_strong +0\\.5500 \\(\\d\\.\\d{4} to \\d\\.\\d{4}\\) +less\n")
        .containsPattern("cost_of_cheap +5\\.5000 ")
        .containsPattern("cost_saved +0\\.4500 ")
        .containsPattern("quality_kept +0\\.7500 ")
        .containsPattern("gap_recovered +0\\.5000 ")
        .containsPattern("regret +0\\.2500 ")
        // 126 micro-dollars too many in four requests
        .containsPattern("cost_regret +0\\.0315 ")
        .contains("IDEAL \\ CHOSEN  fast  smart  no tier\n")
        .contains("fast            1     1      0\n")
        .contains("smart           1     1      0\n")
        .contains("small   2 (50.0 %)\n")
        .contains("default  2 (50.0 %)\n")
        .containsPattern("chat +1 +1\\.0000 +0\\.1000 +1\\.0000\n")
        .contains("rank the cases by the tier each went to");
  }

  @Test
  void aScoreOfTheDecisionRanksTheCases() {
    var run = CommandRun.eval(folder, GOLDEN, true);

    // By length d, c, a, b: half of the gap is in the first quarter, and the line through the 11
    // points reaches it from 0.4 at 20 % to 0.5 at 30 %.
    assertThat(run.out())
        .contains("rank the cases by the decision's score \"hard\"")
        .containsPattern("cpt_50 +0\\.3000 ");
  }

  @Test
  void theJsonHasFiguresAndOutcomesButNoPrompt() throws IOException {
    var file = folder.resolve("out.json");

    var run = eval(GOLDEN, "--json", file.toString());

    assertThat(run.out()).contains("accuracy");
    var text = Files.readString(file);
    assertThat(text).doesNotContain("hello");
    var json = new JsonMapper().readTree(text);
    assertThat(json.path("cases").intValue()).isEqualTo(4);
    assertThat(figure(json, "quality_kept")).isEqualTo(0.75);
    assertThat(json.at("/metrics/quality_kept/higher_is_better").booleanValue()).isTrue();
    assertThat(json.at("/confusion/fast/smart").intValue()).isEqualTo(1);
    assertThat(json.at("/categories/chat/accuracy").doubleValue()).isEqualTo(1);
    assertThat(json.at("/outcomes/1/id").stringValue()).isEqualTo("b");
    assertThat(json.at("/outcomes/1/cost_micros").doubleValue()).isEqualTo(140);
  }

  @Test
  void theJsonCanBeTheOnlyOutput() {
    var run = eval(GOLDEN, "--json", "-");

    assertThat(figure(new JsonMapper().readTree(run.out()), "accuracy")).isEqualTo(0.5);
  }

  @Test
  void whatIsNotDefinedIsNullInTheJson() {
    var run = eval("{\"prompt\": \"hello\", \"tier\": \"fast\"}", "--json", "-");

    var json = new JsonMapper().readTree(run.out());
    assertThat(figure(json, "accuracy")).isEqualTo(1);
    assertThat(json.at("/metrics/apgr/value").isNull()).isTrue();
    assertThat(json.path("ideal_tiers_of_the_file").intValue()).isEqualTo(1);
  }

  @Test
  void aGateThatHoldsPassesAndOneThatDoesNotIsNamed() {
    assertThat(eval(GOLDEN, "--fail-under", "quality_kept=0.75", "--fail-over", "regret=0.25"))
        .satisfies(run -> assertThat(run.status()).isZero());
    assertThat(eval(GOLDEN, "--fail-under", "accuracy=0.4", "--fail-under", "quality_kept=0.76"))
        .satisfies(run -> {
          assertThat(run.status()).isEqualTo(1);
          assertThat(run.err()).endsWith("error: quality_kept is 0.7500, under 0.7600\n");
        });
    assertThat(eval(GOLDEN, "--fail-over", "cost_of_strong=0.5"))
        .satisfies(run -> {
          assertThat(run.status()).isEqualTo(1);
          assertThat(run.err()).endsWith("error: cost_of_strong is 0.5500, over 0.5000\n");
        });
  }

  @Test
  void aGateMayAskForAnEndOfTheInterval() {
    var run = eval(GOLDEN, "--fail-under", "accuracy.low=0.1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).endsWith("error: accuracy.low is 0.0000, under 0.1000\n");
  }

  @Test
  void aGateOnWhatCouldNotBeMeasuredFails() {
    var run =
        eval("{\"prompt\": \"hello\", \"tier\": \"fast\"}", "--fail-under", "quality_kept=0.5");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).endsWith("error: quality_kept could not be measured\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fail-under | accuraci=1   | --fail-under must be METRIC=VALUE with one of accuracy,",
        "--fail-under | accuracy     | --fail-under must be METRIC=VALUE with one of accuracy,",
        "--fail-under | accuracy=x   | --fail-under must be METRIC=VALUE with a number",
        "--fail-under | regret=1     | --fail-under must be of one of accuracy, cost_saved,",
        "--fail-over  | accuracy=1   | --fail-over must be of one of too_cheap,",
        "--fail-under | accuracy.m=1 | --fail-under must be METRIC=VALUE with one of accuracy,",
        "--strong     | huge         | --strong must be a target of the catalog, but was \"huge\"",
        "--config     | /nowhere     | /nowhere can't be read",
        "--compare    | /nowhere     | /nowhere can't be read",
        "--nonsense   | 1            | Unknown option"
      })
  void wrongUsageIsToldAndEndsWithTwo(String option, String value, String message) {
    var run = eval(GOLDEN, option, value);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void whatIsNotValidIsToldAndEndsWithTwo() {
    var config = CommandRun.write(folder.resolve("bad.json"), "{\"wrd\": \"x\"}");

    assertThat(eval(GOLDEN, "--config", config.toString()))
        .satisfies(run -> {
          assertThat(run.status()).isEqualTo(2);
          assertThat(run.err()).contains("ai-semantic-router: word must be a text");
        });
    assertThat(eval("{\"prompt\": 1, \"tier\": \"slow\"}\n\n{}"))
        .satisfies(run -> {
          assertThat(run.status()).isEqualTo(2);
          assertThat(run.err())
              .isEqualTo(
                  """
                  error: - has lines that are not valid
                    -:1: prompt must be a text, but was 1
                    -:1: tier must be one of fast, smart, but was "slow"
                    -:3: prompt must be there, or messages or request; one of them, but was "absent"
                    -:3: tier must be there, or quality, but was "absent"
                  """);
        });
    assertThat(eval("\n").status()).isEqualTo(2);
  }

  @Test
  void anEarlierEvaluationIsComparedCaseByCase() {
    var before = folder.resolve("before.json");
    eval(GOLDEN, "--json", before.toString());
    var config = CommandRun.write(folder.resolve("now.json"), "{\"word\": \"e\"}");

    var run = eval(GOLDEN, "--config", config.toString(), "--compare", before.toString());

    // Now everything goes to large.
    assertThat(run.out())
        .contains("4 cases are in both, 2 of them went to another target")
        .containsPattern("cost_of_strong +0\\.4500 \\(")
        .containsPattern("quality_kept +0\\.2500 \\(");
  }

  @Test
  void theSameHasNoDifference() {
    var before = folder.resolve("before.json");
    eval(GOLDEN, "--json", before.toString());

    assertThat(eval(GOLDEN, "--compare", before.toString()).out())
        .contains("0 of them went to another target")
        .containsPattern("quality_kept +0\\.0000 \\(0\\.0000 to 0\\.0000\\)\n");
  }

  @Test
  void aRouteOfTheFileOfRoutesIsRun() {
    var routes =
        CommandRun.write(
            folder.resolve("apisix.yaml"),
            """
            routes:
              - id: chat
                plugins:
                  ext-plugin-pre-req:
                    conf:
                      - name: ai-semantic-router
                        value: '{"word": "count"}'
              - id: other
                plugins: {}
            #END
            """);

    assertThat(eval(GOLDEN, "--routes", routes.toString(), "--route", "chat").out())
        .contains("decided by route chat")
        .contains("small   3 (75.0 %)");
    assertThat(eval(GOLDEN, "--routes", routes.toString()).out()).contains("small   3 (75.0 %)");
    assertThat(eval(GOLDEN, "--routes", routes.toString(), "--route", "other"))
        .satisfies(run -> {
          assertThat(run.status()).isEqualTo(2);
          assertThat(run.err())
              .contains("route must be a route with ai-semantic-router (chat), but was other");
        });
  }

  private static double figure(JsonNode json, String metric) {
    return json.at("/metrics/" + metric + "/value").doubleValue();
  }

  private CommandRun eval(String golden, String... options) {
    return CommandRun.eval(folder, golden, false, options);
  }
}
