package io.sluice.tokenlimit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Usage;
import io.sluice.testkit.FakeTokenCounter;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an exchange used, from what was logged of it. */
class SettlementTest {

  private static final Memo STREAM = new Memo("alice", "large", "gpt-5.1", 20, 20, true, 0, true);
  private static final Memo WHOLE = new Memo("alice", "large", "gpt-5.1", 20, 20, true, 0, false);
  private static final String SSE = "text/event-stream";
  private static final String JSON = "application/json";

  private final Learned learned = new Learned();

  private Settlement settle(Memo memo, LogEntry entry) {
    return Settlement.of(memo, entry, new FakeTokenCounter(), learned);
  }

  /** A stream of words, each in a chunk of its own. */
  private static String stream(int words) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n"
        .repeat(words);
  }

  private static String end(long prompt, long completion) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}\n\n"
            .formatted(prompt, completion)
        + "data: [DONE]\n\n";
  }

  private static LogEntry whole(String type, String body) {
    return Fixture.entry("id", 200, type, body, true, body.getBytes(UTF_8).length);
  }

  private static LogEntry cut(String body, long bytes) {
    return Fixture.entry("id", 200, SSE, body, false, bytes);
  }

  @Test
  void theProvidersUsageCounts() {
    var settlement = settle(STREAM, whole(SSE, stream(7) + end(19, 9)));

    assertThat(settlement).isEqualTo(new Settlement("usage", Optional.of(new Usage(19, 0, 9))));
  }

  @Test
  void withoutUsageTheTextIsCounted() {
    var settlement =
        settle(
            WHOLE,
            whole(
                JSON,
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"a b"
                    + " c\"}}]}"));

    assertThat(settlement.how()).isEqualTo("text");
    assertThat(settlement.usage()).contains(new Usage(20, 0, 3));
  }

  @Test
  void aStreamThatWasCutIsChargedByTheTextThatWasKept() {
    var settlement = settle(STREAM, cut(stream(7), stream(7).length()));

    assertThat(settlement.how()).isEqualTo("cut_text");
    assertThat(settlement.usage()).contains(new Usage(20, 0, 7));
  }

  @Test
  void whatAProviderBillsForTextIsLearned() {
    for (int i = 0; i < 5; i++) {
      settle(STREAM, whole(SSE, stream(10) + end(20, 13)));
    }

    assertThat(settle(STREAM, cut(stream(20), stream(20).length())).usage())
        .contains(new Usage(20, 0, 26));
  }

  @Test
  void whatIsBilledBesideTheTextDoesNotShrinkWithIt() {
    for (int words = 100; words <= 1000; words += 100) {
      learned.text("thinks", words, 300 + words);
      learned.text("marks", words, 2 * words - 20);
    }

    assertThat(learned.billedForText("thinks", 50)).isEqualTo(350);
    assertThat(learned.billedForText("marks", 50)).isEqualTo(80);
  }

  @Test
  void noTextIsFreeBecauseLongerOnesWereCheap() {
    learned.text("m", 100, 10);
    learned.text("m", 200, 160);

    assertThat(learned.billedForText("m", 20)).isBetween(4L, 20L);
    assertThat(learned.billedForText("m", 0)).isZero();
  }

  @Test
  void aStreamThatWasCutWithoutItsTextIsChargedByItsBytes() {
    var random = new Random(7);
    for (int i = 0; i < 60; i++) {
      int words = 5 + random.nextInt(60);
      settle(STREAM, whole(SSE, stream(words) + end(20, words)));
    }

    var settlement = settle(STREAM, cut("", stream(40).length()));

    assertThat(settlement.how()).isEqualTo("cut_bytes");
    assertThat(settlement.usage().orElseThrow().completion()).isCloseTo(40, within(2L));
  }

  @Test
  void theFirstCutStreamOfATargetIsNotFreeEither() {
    assertThat(settle(STREAM, cut("", 2000)).usage()).contains(new Usage(20, 0, 10));
    assertThat(settle(STREAM, cut("", 1)).usage()).contains(new Usage(20, 0, 1));
  }

  @Test
  void aCutStreamKeepsWhatTheProviderSaidOfItsPrompt() {
    var anthropic =
        """
        event: message_start
        data: {"type":"message_start","message":{"usage":{"input_tokens":31,"output_tokens":1}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a b c"}}

        """;

    assertThat(settle(STREAM, cut(anthropic, anthropic.length())).usage())
        .contains(new Usage(31, 0, 3));
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "429", "500", "502", "503"})
  void anErrorCostsNothing(int status) {
    var entry = Fixture.entry("id", status, JSON, "{\"error\":{\"message\":\"x\"}}", true, 20);

    assertThat(settle(WHOLE, entry).usage()).contains(new Usage(0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"499", "504"})
  void whatTheProviderMayHaveDoneUnseenStaysAsReserved(int status) {
    assertThat(settle(WHOLE, Fixture.entry("id", status, "", "", false, 0)).usage()).isEmpty();
  }

  @Test
  void anAnswerOfWhichNothingIsKnownStaysAsReserved() {
    assertThat(settle(WHOLE, Fixture.entry("id", 200, JSON, "", false, 0)).usage()).isEmpty();
    assertThat(settle(STREAM, Fixture.entry("id", 200, SSE, "", false, 0)).usage()).isEmpty();
  }

  @Test
  void whatTheLoggerLeftOutOfALongAnswerIsCountedByItsBytes() {
    var logged = stream(1000);

    var settlement =
        settle(STREAM, Fixture.entry("id", 200, SSE, logged, true, 3L * logged.length()));

    assertThat(settlement.usage()).contains(new Usage(20, 0, 3000));
  }

  @Test
  void theFramingOfChunksIsNotMistakenForMissingText() {
    var logged = stream(1000);

    var settlement =
        settle(STREAM, Fixture.entry("id", 200, SSE, logged, false, logged.length() + 6000L));

    assertThat(settlement.usage()).contains(new Usage(20, 0, 1000));
  }

  @Test
  void countsOfEstimatedModelsAreCorrectedByWhatIsBilled() {
    var memo = new Memo("alice", "other", "estimated-1", 20, 20, false, 0, false);
    for (int i = 0; i < 3; i++) {
      settle(memo, whole(JSON, answer(30, 1)));
    }

    assertThat(learned.promptFactor("estimated-1")).isEqualTo(1.5);
    assertThat(learned.promptFactor("gpt-5.1")).isEqualTo(1);
  }

  @Test
  void aFactorStaysWithinAFourthAndFour() {
    learned.prompt("m", 1, 1000);
    assertThat(learned.promptFactor("m")).isEqualTo(4);
    learned.prompt("n", 1000, 1);
    assertThat(learned.promptFactor("n")).isEqualTo(0.25);
  }

  @Test
  void whatIsUsualIsWhatNineInTenOfTheLastAnswersHad() {
    for (int i = 1; i <= 100; i++) {
      learned.completion("alice", "m", i);
    }

    assertThat(learned.usualCompletion("alice", "m")).hasValue(97);
    assertThat(learned.usualCompletion("bob", "m")).hasValue(97);
    assertThat(learned.usualCompletion("bob", "n")).isEmpty();
  }

  private static String answer(long prompt, long completion) {
    return """
    {"choices":[{"finish_reason":"stop","message":{"content":"x"}}],
     "usage":{"prompt_tokens":%d,"completion_tokens":%d}}
    """
        .formatted(prompt, completion);
  }
}
