package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.e2e.ChatClient.Answer;
import io.sluice.e2e.DemoReport.Outcome;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class DemoArithmeticTest {

  private static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: fast, tier: fast, model: small, price: {input: 1, cached_input: 0.5, output: 4}}
            - {name: smart-eu, tier: smart, model: big, price: {input: 10, output: 30}}
            - {name: smart, tier: smart, model: big, price: {input: 10, output: 40}}
          """);

  @Test
  void withoutRoutingEverythingGoesToTheDearestTargetOfTheLastTier() {
    var report =
        new DemoReport(CATALOG, List.of(outcome("fast", routed("fast", "fast", 0, 1_000_000))));

    assertThat(report.costWithoutRouting()).isCloseTo(40, within(1e-9));
  }

  @Test
  void aHumansChoiceIsTheMeasureOfWhatCouldBeSaved() {
    var report =
        new DemoReport(
            CATALOG,
            List.of(
                outcome("fast", routed("smart", "smart", 1_000_000, 0)),
                outcome("smart", routed("fast", "fast", 1_000_000, 0))));

    // The first at 1 and the second at 10 dollars a million, whatever the router did.
    assertThat(report.costAsAHumanWouldRoute()).isCloseTo(11, within(1e-9));
  }

  @Test
  void savingComparesTheSameTokensAtTheTopPrice() {
    var report =
        new DemoReport(
            CATALOG,
            List.of(
                outcome("fast", routed("fast", "fast", 1_000_000, 0)),
                outcome("smart", routed("smart", "smart", 1_000_000, 0))));

    assertThat(report.costWithRouting()).isCloseTo(11, within(1e-9));
    assertThat(report.costWithoutRouting()).isCloseTo(20, within(1e-9));
    assertThat(report.savingPercent()).isCloseTo(45, within(1e-9));
  }

  @Test
  void tellsTooCheapFromTooExpensive() {
    var report =
        new DemoReport(
            CATALOG,
            List.of(
                outcome("fast", routed("fast", "fast", 1, 1)),
                outcome("fast", routed("smart", "smart", 1, 1)),
                outcome("smart", routed("fast", "fast", 1, 1)),
                outcome("smart", routed("smart", "smart", 1, 1))));

    assertThat(report.agreeing()).hasSize(2);
    assertThat(report.tooCheap()).hasSize(1);
    assertThat(report.tooCheap().getFirst().prompt().tier()).isEqualTo("smart");
    assertThat(report.tooExpensive()).hasSize(1);
    assertThat(report.tooExpensive().getFirst().prompt().tier()).isEqualTo("fast");
  }

  @Test
  void anAnswerWithoutARouteIsAnErrorAndCountsNowhereElse() {
    var report =
        new DemoReport(
            CATALOG,
            List.of(
                outcome("fast", routed("", "", 1_000_000, 0)),
                outcome("fast", Answer.failed("status 503: busy"))));

    assertThat(report.errors()).hasSize(2);
    assertThat(report.costWithoutRouting()).isZero();
    assertThat(report.savingPercent()).isZero();
    assertThat(report.text()).contains("error: x: status 503: busy", "not measured");
  }

  @Test
  void addedLatencyIsThatOfEachPromptAgainstItself() {
    var outcomes =
        LongStream.rangeClosed(1, 100)
            .mapToObj(i ->
                new Outcome(
                    prompt("fast"),
                    answered(1_000_000_000 * i + 1_000_000 * i),
                    Optional.of(answered(1_000_000_000 * i))))
            .toList();

    var latency = new DemoReport(CATALOG, outcomes).json().path("latency_added_ms");

    assertThat(latency.path("p50").asDouble()).isCloseTo(50, within(1e-6));
    assertThat(latency.path("p99").asDouble()).isCloseTo(99, within(1e-6));
  }

  @Test
  void percentilesGoByNearestRank() {
    var percentiles = Percentiles.of(List.of(4_000_000L, -1_000_000L, 3_000_000L, 2_000_000L));

    assertThat(percentiles.millis(25)).isEqualTo(-1);
    assertThat(percentiles.millis(26)).isEqualTo(2);
    assertThat(percentiles.millis(50)).isEqualTo(2);
    assertThat(percentiles.millis(99)).isEqualTo(4);
    assertThatThrownBy(() -> Percentiles.of(List.of()).millis(50))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTableAlignsNamesLeftAndNumbersRight() {
    var table = new TextTable("tier", "requests").row("fast", "7").row("expensive", "1,024");

    assertThat(table.toString())
        .isEqualTo(
            """
            tier        requests
            fast               7
            expensive      1,024
            """);
  }

  @Test
  void aTableRefusesARowOfAnotherWidth() {
    var table = new TextTable("tier", "requests");

    assertThatThrownBy(() -> table.row("fast")).hasMessage("1 cells in a table of 2 columns");
  }

  private static Outcome outcome(String idealTier, Answer answer) {
    return new Outcome(prompt(idealTier), answer, Optional.empty());
  }

  private static DemoPrompt prompt(String idealTier) {
    return new DemoPrompt("x", idealTier, "", false, JsonNodeFactory.instance.arrayNode(), 10, 5);
  }

  private static Answer routed(String tier, String target, long prompt, long completion) {
    return new Answer(
        Optional.empty(), tier, target, "", new Usage(prompt, 0, completion), 1_000_000);
  }

  private static Answer answered(long nanos) {
    return new Answer(Optional.empty(), "fast", "fast", "", new Usage(1, 0, 1), nanos);
  }
}
