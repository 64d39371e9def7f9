package io.sluice.runner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.evaluation.GoldenCase;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenSetTest {

  private static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, smart]
          targets:
            - {name: small, tier: fast, model: mini, price: {input: 1, output: 1}}
            - {name: large, tier: smart, model: maxi, price: {input: 10, output: 10}}
            - {name: large-eu, tier: smart, model: maxi, price: {input: 10, output: 10}}
          """);

  @Test
  void everythingThatIsSaidOfACaseIsRead() {
    var golden =
        one(
            """
            {"id": "a", "messages": [{"role": "system", "content": "Be brief."},
             {"role": "user", "content": "Why?"}], "tier": "smart", "consumer": "alice",
             "department": "finance", "category": "law", "headers": {"x-a": "b"},
             "quality": {"small": 0.5, "smart": 1}, "output_chars": {"small": 9},
             "expected_completion_tokens": 30}
            """
                .replace("\n", ""));

    var exchange = golden.exchange("chat");
    assertThat(exchange.request().lastUserText()).isEqualTo("Why?");
    assertThat(exchange.request().messages()).hasSize(2);
    assertThat(exchange.subject().consumer()).isEqualTo("alice");
    assertThat(exchange.subject().department()).isEqualTo("finance");
    assertThat(exchange.subject().route()).isEqualTo("chat");
    assertThat(exchange.headers().first("X-A")).contains("b");
    assertThat(golden.tier()).contains("smart");
    assertThat(golden.category()).isEqualTo("law");
    assertThat(golden.completionTokens()).hasValue(30);
    // Nine characters are three tokens.
    assertThat(golden.recorded())
        .isEqualTo(
            Map.of(
                "small", new GoldenCase.Recorded(0.5, OptionalLong.of(3)),
                "large", new GoldenCase.Recorded(1, OptionalLong.empty()),
                "large-eu", new GoldenCase.Recorded(1, OptionalLong.empty())));
  }

  @Test
  void aPromptIsAQuestionAndWhoAsksIsSomebodyElseEachTime() {
    var golden = one("{\"prompt\": \"Why \\\"so\\\"?\", \"tier\": \"fast\"}");

    assertThat(golden.id()).isEqualTo("line-1");
    assertThat(golden.consumer()).isEqualTo("golden-1");
    assertThat(golden.request().lastUserText()).isEqualTo("Why \"so\"?");
    assertThat(golden.completionTokens()).isEmpty();
  }

  @Test
  void aWholeRequestKeepsWhatItAsksFor() {
    var golden =
        one(
            "{\"request\": {\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}],"
                + " \"stream\": true}, \"tier\": \"fast\"}");

    assertThat(golden.request().stream()).isTrue();
  }

  @Test
  void aTargetsOwnQualityGoesBeforeThatOfItsTier() {
    var golden = one("{\"prompt\": \"a\", \"quality\": {\"large-eu\": 0.25, \"smart\": 1}}");

    assertThat(golden.recorded().get("large-eu"))
        .isEqualTo(new GoldenCase.Recorded(0.25, OptionalLong.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"id\": \"x\", \"subject\": \"law\", \"prompt\": \"a\", \"weak_correct\": 0,"
            + " \"strong_correct\": true, \"weak_response\": \"b\"}",
        "{\"id\": \"x\", \"category\": \"law\", \"prompt\": \"a\", \"correct\": {\"w\": 0, \"s\":"
            + " 1, \"t\": 1}, \"out_chars\": {\"w\": 40, \"t\": 9}, \"responses\": {\"w\": \"b\"},"
            + " \"options\": [\"c\"]}",
        "{\"id\": \"x\", \"task\": \"law\", \"prompt\": \"a\", \"scores\": {\"w\": 0.0, \"s\":"
            + " 1.0}}"
      })
  void publicRoutingSetsAreReadAsTheyAre(String line) {
    var names =
        new TargetNames(
            CATALOG, Map.of("weak", "small", "w", "small", "strong", "large", "s", "large"));

    var golden = GoldenSet.read("x", line, names).cases().getFirst();

    assertThat(golden.id()).isEqualTo("x");
    assertThat(golden.category()).isEqualTo("law");
    assertThat(golden.recorded()).containsOnlyKeys("small", "large");
    golden
        .recorded()
        .forEach((target, recorded) -> {
          assertThat(recorded.quality()).isEqualTo(target.equals("small") ? 0 : 1);
          assertThat(recorded.completionTokens().orElse(10)).isEqualTo(10);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"prompt\": \"a\"}                     | tier must be there, or quality, but was"
            + " \"absent\"",
        "{\"prompt\": \"a\", \"quality\": {}}    | quality must be of at least one model, but was"
            + " \"{}\"",
        "{\"prompt\": \"a\", \"quality\": {\"small\": 2}} | quality.small must be in [0, 1], but"
            + " was 2.0",
        "{\"prompt\": \"a\", \"quality\": {\"huge\": 1}}  | quality.huge must be of a target, tier"
            + " or model of the catalog, or of one with a --map, but was \"huge\"",
        "{\"prompt\": \"a\", \"weak_correct\": 1} | quality.weak must be of a target, tier or model"
            + " of the catalog, or of one with a --map, but was \"weak\"",
        "{\"prompt\": \"a\", \"correct\": {\"gpt\": 1}} | quality must be of at least one model,"
            + " but was \"{}\"",
        "{\"prompt\": \"a\", \"tier\": \"slow\"} | tier must be one of fast, smart, but was"
            + " \"slow\"",
        "{\"prompt\": \"a\", \"tier\": \"\"}     | tier must be one of fast, smart, but was \"\"",
        "{\"prompt\": \"a\", \"messages\": [], \"tier\": \"fast\"} | prompt must be there, or"
            + " messages or request; one of them, but was \"prompt, messages\"",
        "{\"messages\": 1, \"tier\": \"fast\"}   | messages must be a chat completion's, but was"
            + " NUMBER",
        "{\"prompt\": \"a\", \"tier\": \"fast\", \"expected_completion_tokens\": -1} |"
            + " expected_completion_tokens must be 0 or more, but was -1",
        "{\"prompt\": \"a\", \"tier\": \"fast\", \"output_chars\": {\"small\": -1}} |"
            + " output_chars.small must be 0 or more, but was -1.0",
        "{\"prompt\": \"a\", \"teir\": \"fast\", \"tier\": \"fast\"} | teir must be a known key"
            + " (category, consumer, department, expected_completion_tokens, headers, id,"
            + " output_chars, prompt, quality, tier), but was \"fast\""
      })
  void whatIsWrongIsToldWithFileLineKeyRuleAndValue(String line, String problem) {
    assertThat(read("\n" + line).problems()).containsExactly("f.jsonl:2: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "null", "{} {}", "text"})
  void aLineIsAnObjectOfJson(String line) {
    assertThat(read(line).problems())
        .isNotEmpty()
        .allMatch(problem -> problem.startsWith("f.jsonl:1: "));
  }

  @Test
  void anIdIsUsedOnce() {
    var read =
        read(
            """
            {"id": "a", "prompt": "a", "tier": "fast"}
            {"id": "a", "prompt": "b", "tier": "fast"}
            """);

    assertThat(read.problems())
        .containsExactly("f.jsonl:2: id must be another than that of line 1, but was a");
  }

  @Test
  void aFileThatIsWrongThroughoutDoesNotFillTheScreen() {
    var read = read("{}\n".repeat(1000));

    assertThat(read.problems()).hasSize(GoldenSet.MOST_PROBLEMS + 1);
    assertThat(read.problems().getLast()).isEqualTo("and 1950 more");
  }

  @Test
  void aMappingNamesATargetOrTier() {
    assertThatThrownBy(() -> new TargetNames(CATALOG, Map.of("gpt", "huge")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "eval: --map gpt must be a target or tier of the catalog (small, large, large-eu, fast,"
                + " smart), but was \"huge\"");
  }

  private static GoldenCase one(String line) {
    var read = read(line);
    assertThat(read.problems()).isEmpty();
    return read.cases().getFirst();
  }

  private static GoldenSet read(String text) {
    return GoldenSet.read("f.jsonl", text, new TargetNames(CATALOG, Map.of()));
  }
}
