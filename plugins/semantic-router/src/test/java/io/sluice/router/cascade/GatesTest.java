package io.sluice.router.cascade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.asked.AnswerFormat;
import io.sluice.exchange.routing.Upstream;
import io.sluice.router.verifier.Verifier;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GatesTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final AnswerFormat TEXT = new AnswerFormat.Text();

  private static Optional<String> refused(GatesConfig config, CheapAnswer answer) {
    return Gates.of(
            config,
            (schema, document) ->
                document.contains("wrong") ? Optional.of("wrong") : Optional.empty(),
            Verifier.packaged())
        .refuses(answer);
  }

  private static Optional<String> refused(CheapAnswer answer) {
    return refused(GatesConfig.usual(), answer);
  }

  private static CheapAnswer answer(String text) {
    return answer(TEXT, choice(text, "stop"));
  }

  private static CheapAnswer answer(AnswerFormat format, String... choices) {
    return raw(
        format,
        200,
        "{\"object\":\"chat.completion\",\"choices\":[" + String.join(",", choices) + "]}");
  }

  private static CheapAnswer raw(AnswerFormat format, int status, String body) {
    return CheapAnswer.of(
        "How many are 2 and 3?",
        format,
        new Upstream.Answer(
            status, "application/json", body.getBytes(UTF_8), Duration.ofMillis(10)));
  }

  private static String choice(String text, String finish) {
    return "{\"index\":0,\"finish_reason\":\"%s\",\"message\":{\"role\":\"assistant\",\"content\":%s}}"
        .formatted(finish, JSON.writeValueAsString(text));
  }

  private static String second(String text) {
    return choice(text, "stop").replace("\"index\":0", "\"index\":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Five.",
        "5",
        "2 + 3 = 5.\n\n```java\nint five = 2 + 3;\n```\n",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Es sind fünf.",
        "五"
      })
  void anOrdinaryAnswerPasses(String text) {
    assertThat(refused(answer(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't help with that.",
        "I’m sorry, but I can’t assist with that request.",
        "As an AI language model, I do not have opinions.",
        "Es tut mir leid, aber ich kann dabei nicht helfen.",
        "Lo siento, pero no puedo ayudarte.",
        "抱歉，我无法回答这个问题。"
      })
  void aRefusalIsRefused(String text) {
    assertThat(refused(answer(text))).contains("refusal");
  }

  @Test
  void aRefusalInItsOwnFieldIsRefused() {
    var refusal =
        "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
            + "\"content\":\"No.\",\"refusal\":\"I can't.\"}}";

    assertThat(refused(answer(TEXT, refusal))).contains("refusal");
  }

  @Test
  void anAnswerThatTalksAboutRefusingPasses() {
    var letter =
        "Dear guest, thank you for your message and for your patience with us this summer, which"
            + " was a busy one for the whole house and everybody in it. As to your wish for a"
            + " refund, I'm sorry, but I cannot help with that.";

    assertThat(refused(answer(letter))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"length", "content_filter", "max_tokens"})
  void anAnswerThatDidNotComeToItsEndIsRefused(String finish) {
    assertThat(refused(answer(TEXT, choice("Five, because", finish)))).contains("incomplete");
  }

  @Test
  void anOpenCodeBlockIsRefused() {
    assertThat(refused(answer("```java\nint five = 2 +"))).contains("code_fence");
  }

  @Test
  void anErrorIsRefused() {
    assertThat(refused(raw(TEXT, 500, "{\"error\":{\"message\":\"away\"}}"))).contains("failed");
    assertThat(refused(raw(TEXT, 200, "<html>"))).contains("failed");
    assertThat(refused(raw(TEXT, 200, "{\"object\":\"chat.completion\",\"choi")))
        .contains("failed");
  }

  @Test
  void anAnswerThatIsShorterThanTheRouteWantsIsRefused() {
    var config = new GatesConfig(20, OptionalDouble.empty(), OptionalDouble.empty(), 1);

    assertThat(refused(config, answer("Five."))).contains("too_short");
    assertThat(refused(config, answer("There are five of them."))).isEmpty();
  }

  @Test
  void jsonIsHeldToTheSchemaThatWasAskedFor() {
    var schema = new AnswerFormat.Schema("{}");

    assertThat(refused(answer(schema, choice("{\"a\":1}", "stop")))).isEmpty();
    assertThat(refused(answer(schema, choice("{\"wrong\":1}", "stop")))).contains("format");
    assertThat(refused(answer(schema, choice("five", "stop")))).contains("format");
    assertThat(refused(answer(new AnswerFormat.AnyJson(), choice("five", "stop"))))
        .contains("format");
    assertThat(refused(answer(new AnswerFormat.AnyJson(), choice("[5]", "stop")))).isEmpty();
  }

  @Test
  void aCallOfAFunctionNeedsNoText() {
    var call =
        "{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\","
            + "\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"add\",\"arguments\":\"{}\"}}]}}";

    assertThat(refused(answer(TEXT, call))).isEmpty();
  }

  @Test
  void aTextThatGoesRoundInCirclesIsRefused() {
    assertThat(refused(answer("Let me think. " + "So the answer is five. ".repeat(40))))
        .contains("repetition");
    assertThat(refused(answer(prose() + "and so on and so forth, ".repeat(6))))
        .contains("repetition");
    assertThat(refused(answer(prose()))).isEmpty();
    assertThat(refused(answer(prose() + "\n" + "-".repeat(300)))).isEmpty();
  }

  private static String prose() {
    var text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("Number ")
          .append(i * 37 % 101)
          .append(" follows after ")
          .append(i * i)
          .append(". ");
    }
    return text.toString();
  }

  @Test
  void answersThatContradictEachOtherAreRefused() {
    var twice = new GatesConfig(1, OptionalDouble.empty(), OptionalDouble.empty(), 2);

    assertThat(refused(twice, answer(TEXT, choice("It is 5.", "stop"), second("it is 5."))))
        .isEmpty();
    assertThat(refused(twice, answer(TEXT, choice("It is 5.", "stop"), second("It is 6."))))
        .contains("disagreement");
    assertThat(refused(twice, answer(TEXT, choice("Paris", "stop"), second("It was Lyon then"))))
        .contains("disagreement");
    assertThat(refused(twice, answer("It is 5."))).isEmpty();
  }

  @Test
  void improbableTokensAreRefusedWhereTheRouteSaysSo() {
    var config = new GatesConfig(1, OptionalDouble.empty(), OptionalDouble.of(-0.5), 1);
    var sure = withLogprobs(-0.1, -0.2);
    var unsure = withLogprobs(-0.9, -0.8);

    assertThat(refused(config, answer(TEXT, sure))).isEmpty();
    assertThat(refused(config, answer(TEXT, unsure))).contains("logprob");
    assertThat(refused(answer(TEXT, unsure))).isEmpty();
    assertThat(refused(config, answer("Five."))).isEmpty();
  }

  private static String withLogprobs(double first, double second) {
    return "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
        + "\"content\":\"Five.\"},\"logprobs\":{\"content\":[{\"token\":\"Five\",\"logprob\":%s},"
            .formatted(first)
        + "{\"token\":\".\",\"logprob\":%s}]}}".formatted(second);
  }

  @Test
  void theVerifierHasTheLastWordWhereTheRouteSaysSo() {
    var strict = new GatesConfig(1, OptionalDouble.of(0.9999), OptionalDouble.empty(), 1);
    var lenient = new GatesConfig(1, OptionalDouble.of(0.0001), OptionalDouble.empty(), 1);

    assertThat(refused(strict, answer("2 + 3 = 6, so there are 6."))).contains("verifier");
    assertThat(refused(lenient, answer("2 + 3 = 5, so there are 5."))).isEmpty();
  }
}
