package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import io.sluice.testkit.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Prompts are compressed behind the gateway: what reaches the provider, and what it says. */
class CompressorIT {

  private static final String QUESTION =
      "Which password protects the vault in Zürich? \ud83d\udd10";

  private static final String ANSWER =
      "The vault in Zürich is protected by the password \u201cAlpenglühen 42\u201d \ud83d\ude80.";

  /** However busy the machine is. */
  private static final String IN_TIME = "{\"time_limit_ms\":5000%s}";

  private static final LimitStack stack =
      new LimitStack(
          1,
          Map.of(),
          Map.of(
              "short",
              List.of("ai-prompt-compressor", IN_TIME.formatted("")),
              "watched",
              List.of("ai-prompt-compressor", IN_TIME.formatted(",\"mode\":\"shadow\"")),
              "cached",
              List.of(
                  "ai-prompt-compressor",
                  IN_TIME.formatted(""),
                  "ai-semantic-cache",
                  "{\"tools\":true}"),
              "smaller",
              List.of(
                  "ai-prompt-compressor",
                  IN_TIME.formatted(",\"ranges\":[{\"over\":500,\"tokens\":400}]"))),
          "budgets: []\n");

  @AfterAll
  static void close() {
    stack.close();
  }

  @BeforeEach
  void forget() {
    stack.smart.forget();
  }

  /** Paragraphs of which one has the answer, in three scripts. */
  private static String documents(int paragraphs) {
    return IntStream.range(0, paragraphs)
        .mapToObj(i ->
            i == paragraphs / 3
                ? ANSWER
                : i % 3 == 0
                    ? "第%d季度的天气很好，孩子们在公园里踢足球，老人们下棋。他们晚上回家吃饭。".formatted(i)
                    : "Paragraph %d tells of gardens, rivers and trains that run late in autumn."
                        .formatted(i))
        .collect(Collectors.joining("\n\n"));
  }

  private static String chat(String text, boolean streamed) {
    return Chat.write(
        Map.of(
            "model",
            "auto",
            "stream",
            streamed,
            "temperature",
            0.25,
            "tools",
            List.of(
                Map.of(
                    "type",
                    "function",
                    "function",
                    Map.of(
                        "name",
                        "open_vault",
                        "description",
                        "Opens it.   Really.",
                        "parameters",
                        Map.of("type", "object", "properties", Map.of())))),
            "messages",
            List.of(
                Map.of("role", "system", "content", "Answer   briefly.\n\n\n\nIn German."),
                Map.of("role", "user", "content", text + "\n\n" + QUESTION))));
  }

  private static Request request(String route, String body) {
    return stack.post(0, route, "u1", body).build();
  }

  private static ReceivedRequest received() {
    assertThat(stack.smart.received()).hasSize(1);
    return stack.smart.received().getFirst();
  }

  private static String text(JsonNode body) {
    return body.at("/messages/1/content").stringValue();
  }

  private static JsonNode without(JsonNode body) {
    var copy = body.deepCopy();
    ((tools.jackson.databind.node.ObjectNode) copy.at("/messages/1")).remove("content");
    ((tools.jackson.databind.node.ObjectNode) copy).remove("stream_options");
    return copy;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theProviderGetsTheAnswerInAFractionOfTheTokens(boolean streamed) {
    var asked = chat(documents(120), streamed);

    var answer = stack.answer(request("short", asked));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.number("X-AI-Tokens-Saved")).isGreaterThan(1_000);
    var received = received();
    var bytes = received.body().bytes();
    assertThat(received.header("Content-Length")).contains(Integer.toString(bytes.length));
    var body = Chat.json(new String(bytes, StandardCharsets.UTF_8));
    assertThat(bytes.length).isLessThan(asked.getBytes(StandardCharsets.UTF_8).length * 2 / 3);
    assertThat(text(body)).contains(ANSWER).endsWith(QUESTION);
    assertThat(without(body)).isEqualTo(without(Chat.json(asked)));
    assertThat(answer.header("X-AI-Decision")).contains("ai-prompt-compressor;reason=compressed");
  }

  @Test
  void aShortPromptIsNotTouched() {
    var asked = chat("Some   words.\n\n\n\nSome   words.", false);

    var answer = stack.answer(request("short", asked));

    assertThat(received().body().bytes()).isEqualTo(asked.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.header("X-AI-Tokens-Saved")).isEmpty();
    assertThat(answer.header("X-AI-Decision")).contains("reason=short");
  }

  @Test
  void aBudgetIsKept() {
    stack.answer(request("smaller", chat(documents(120), false)));

    assertThat(text(Chat.json(received().body().text())).length()).isLessThan(2_000);
    assertThat(text(Chat.json(received().body().text()))).contains(ANSWER);
  }

  @Test
  void aClientCanKeepItsPromptAsItIs() {
    var asked = chat(documents(120), false);

    stack.answer(
        stack.post(0, "short", "u1", asked).header("Cache-Control", "no-transform").build());

    assertThat(received().body().bytes()).isEqualTo(asked.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aShadowOnlyTellsWhatItWouldSave() {
    var asked = chat(documents(120), false);

    var answer = stack.answer(request("watched", asked));

    assertThat(received().body().bytes()).isEqualTo(asked.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.header("X-AI-Tokens-Saved")).isEmpty();
    assertThat(answer.header("X-AI-Decision")).contains("reason=shadow;before=");
    assertThat(stack.runner(0).metric("sluice_compression_tokens_total", "outcome=\"shadow\""))
        .isPositive();
  }

  @Test
  void theCacheKnowsARequestByWhatItWasBefore() {
    var asked = chat(documents(120), false);
    var other = chat(documents(120).replace("Paragraph 7 ", "Paragraph 7b "), false);
    Answer first = stack.answer(request("cached", asked));
    stack.awaitCached(first);

    var again = stack.answer(request("cached", asked));
    var another = stack.answer(request("cached", other));

    assertThat(first.header("X-AI-Cache-Status")).isEqualTo("MISS");
    assertThat(again.header("X-AI-Cache-Status")).isEqualTo("HIT");
    assertThat(another.header("X-AI-Cache-Status")).isEqualTo("MISS");
  }

  @Test
  void marksOfOtherGatewaysSelectWhatIsCompressed() {
    var outside = "Keep these two   spaces.\n\n" + documents(40);

    stack.answer(
        request("short", chat(outside + "\n<LLMLINGUA>" + documents(80) + "</LLMLINGUA>", false)));

    var text = text(Chat.json(received().body().text()));
    assertThat(text).startsWith(outside).endsWith(QUESTION).doesNotContain("LLMLINGUA");
    assertThat(text.length()).isLessThan(outside.length() + documents(80).length() * 2 / 3);
  }
}
