package io.sluice.runner.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FakeEmbeddingModel;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the command does without a runner; with one, AdminIT runs it. */
class CacheCommandTest {

  private static final String SAME =
      "{\"stored\":\"How do I open an account?\",\"asked\":\"how do i open an"
          + " account\",\"same\":true}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                       | Missing required subcommand",
        "show                     | Missing required parameter: 'ID'",
        "list --limit=x           | Invalid value for option '--limit'",
        "delete                   | name an ID, options that pick entries, or --all",
        "delete --yes             | name an ID, options that pick entries, or --all",
        "delete --all --route=a   | name an ID, options that pick entries, or --all",
        "delete abc --all         | an ID stands alone",
        "explain -                | Missing required option: '--route=<route>'",
        "explain --route=a -      | - is no JSON object",
        "explain --route=a /no/such | /no/such can't be read",
        "calibrate                | Missing required parameter: 'FILE'",
        "calibrate -              | - has no pairs",
        "calibrate /no/such       | /no/such can't be read",
        "calibrate - --max-false-hits=1 | --max-false-hits must be in (0, 1), but was 1.0"
      })
  void wrongUsageIsExplained(String arguments, String message) {
    var run =
        CommandLineRun.cache("t", " ", arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "explain", "delete", "calibrate"})
  void everyCommandExplainsItself(String command) {
    var run = CommandLineRun.cache("t", "", command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: cache " + command).contains("--json");
  }

  @Test
  void badLinesAreAllToldAtOnce() {
    var run =
        CommandLineRun.calibrate(
            new FakeEmbeddingModel(),
            """
            {"stored": "a", "asked": "b", "same": true}
            {"stored": "a", "asked": "b"}

            {"stored": " ", "asked": 7, "same": "yes", "rout": "x"}
            {"stored": "a", "asked": "b", "same": false}
            {"stored": "c", "asked": "c", "same": false}
            [1]
            {"stored": "d", "asked": "e", "answer": "x", "same": true}
            {"stored": "d", "asked": "f", "answer": "y", "same": true}
            """,
            "-");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .contains(
            "error: - has lines that are not valid",
            "  line 2: same must be true or false, but was \"absent\"",
            "  line 4: same must be true or false, but was \"yes\"",
            "  line 5: same must be true as in line 1, but was false",
            "  line 6: same must be true of a question and itself, but was false",
            "  line 9: answer must be x as in line 8, but was y")
        .anyMatch(line -> line.startsWith("  line 4: asked must be a text, but was 7"))
        .anyMatch(line -> line.startsWith("  line 4: rout must be a known key"))
        .anyMatch(line -> line.startsWith("  line 7: "));
  }

  @Test
  void aCurveAndAThresholdAreTold() {
    var pairs =
        IntStream.range(0, 100)
            .mapToObj(i -> SAME.replace("account", "account" + i))
            .collect(Collectors.joining());

    var run =
        CommandLineRun.calibrate(new FakeEmbeddingModel(), pairs, "-", "--max-false-hits=0.05");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .hasSize(36)
        .startsWith(
            "route -: 100 questions asked, 100 of them with a stored one that is the same; 100"
                + " stored")
        .anyMatch(line -> line.startsWith("0.70       100.0 (96.3 to 100.0)  0.0 (0.0 to 3.7)"))
        .contains(
            "recommended similarity_threshold: 0.70, the smallest at which the upper end of false"
                + " hits of all asked is under 5 %");
  }

  @Test
  void ofTooFewPairsItIsToldHowManyAreNeeded() {
    var run = CommandLineRun.calibrate(new FakeEmbeddingModel(), SAME, "-");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "no threshold is recommended: 1 questions are too few to know; at least 381 are needed"
                + " for 1 %, and more if there are false hits");
  }

  @Test
  void programsGetTheSameAsJson() {
    var run = CommandLineRun.calibrate(new FakeEmbeddingModel(), SAME, "-", "--json");

    var route = new JsonMapper().readTree(run.out()).at("/routes/0");
    assertThat(route.path("similarity_threshold").isNull()).isTrue();
    assertThat(route.path("asked").intValue()).isEqualTo(1);
    assertThat(route.path("guard")).hasSize(31);
    assertThat(route.at("/no_guard/30/threshold").doubleValue()).isEqualTo(1);
    assertThat(route.at("/guard/0/same_hit/count").intValue()).isEqualTo(1);
  }
}
