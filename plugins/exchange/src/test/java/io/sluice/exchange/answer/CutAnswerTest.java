package io.sluice.exchange.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are cut, broken or hostile. */
class CutAnswerTest {

  static Stream<String> names() {
    return Bodies.ALL.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theTextOfABodyCutAnywhereIsAPrefix(String name) {
    var body = Bodies.ALL.getOrDefault(name, "");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var whole = Bodies.read(body);
    for (int length = 0; length < bytes.length; length++) {
      var answer = Bodies.read(new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8));

      assertThat(whole.text()).as("cut at %d", length).startsWith(answer.text());
      assertThat(whole.reasoning()).as("cut at %d", length).startsWith(answer.reasoning());
      assertThat(whole.finishReason())
          .isIn("", whole.finishReason())
          .startsWith(answer.finishReason());
      assertThat(answer.finishReason()).isIn("", whole.finishReason());
      assertThat(answer.model()).isIn("", whole.model());
      // A number that lost its last digits would be a lie.
      answer
          .usage()
          .ifPresent(usage ->
              assertThat(usage.total())
                  .isLessThanOrEqualTo(whole.usage().map(Usage::total).orElse(0L)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Bodies.CHAT,
        Bodies.RESPONSE,
        Bodies.MESSAGE,
        Bodies.GOOGLE,
        Bodies.CONVERSE,
        Bodies.COHERE,
        Bodies.OLLAMA,
        Bodies.EMBEDDING,
        Bodies.ERROR,
        "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"Aye.\"}}]}"
      })
  void aDocumentCutAnywhereIsNotFinished(String document) {
    var body = document.strip();
    for (int length = 0; length < body.length(); length++) {
      assertThat(Bodies.read(body.substring(0, length)).finished())
          .as("cut at %d", length)
          .isFalse();
    }
    assertThat(Bodies.read(body).finished()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("names")
  void linesMayEndInAnyWay(String name) {
    var body = Bodies.ALL.getOrDefault(name, "");

    assertThat(Bodies.read(body.replace("\n", "\r\n"))).isEqualTo(Bodies.read(body));
    if (!body.contains(": {\"error\"")) {
      assertThat(Bodies.read(body.replace("data: ", "data:"))).isEqualTo(Bodies.read(body));
    }
  }

  @Test
  void noMutationThrows() {
    var random = new Random(20251120);
    var pieces =
        new String[] {"{", "}", "[", "]", "\"", "\\", ",", ":", "\n", "data: ", "9", "\u0000"};
    var bodies = Bodies.ALL.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    for (int i = 0; i < 20_000; i++) {
      var body = new StringBuilder(bodies.get(i % bodies.size()).getValue());
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(body.length());
        switch (random.nextInt(3)) {
          case 0 -> body.deleteCharAt(at);
          case 1 -> body.insert(at, pieces[random.nextInt(pieces.length)]);
          default -> body.setCharAt(at, body.charAt(random.nextInt(body.length())));
        }
      }

      assertThat(Bodies.read(body.toString()).billedText().length()).isLessThan(4 * body.length());
    }
  }

  @Test
  void theTextOfACutDocumentIsReadAsFarAsItGoes() {
    var cut = Bodies.CHAT.substring(0, Bodies.CHAT.indexOf("Ada") + 2);

    var answer = Bodies.read(cut);

    assertThat(answer.text()).isEqualTo("Grüße, \"Ad");
    assertThat(answer.finished()).isFalse();
    assertThat(answer.usage()).isEmpty();
  }

  @Test
  void argumentsOfACutDocumentAreReadAsFarAsTheyGo() {
    var answer = Bodies.read(Bodies.MESSAGE.substring(0, Bodies.MESSAGE.indexOf("days")));

    assertThat(answer.toolCalls())
        .containsExactly(new ToolCall("weather", "{\"city\": \"Bern\", \""));
  }

  @Test
  void aMessageStreamThatIsCutHasThePromptAndIsNotFinished() {
    var stream = Bodies.MESSAGE_STREAM;

    var answer = Bodies.read(stream.substring(0, stream.indexOf("event: message_delta")));

    assertThat(answer.finished()).isFalse();
    assertThat(answer.usage().map(Usage::prompt)).contains(3210L);
    assertThat(answer.text()).isEqualTo("I look it up.");
  }

  @Test
  void nestingBombsAreHarmless() {
    for (var bomb :
        new String[] {
          "[", "{\"a\":", "{\"choices\":[", "{\"arguments\":[", "[{\"message\":", "{\"errors\":["
        }) {
      for (var prefix :
          new String[] {
            "", "{\"choices\": [{\"message\": {\"content\": \"a\"}}], \"x\": ", "data: "
          }) {
        var answer = Bodies.read(prefix + bomb.repeat(200_000));

        assertThat(answer.text()).isIn("", "a");
        assertThat(answer.usage()).isEmpty();
      }
    }
  }

  @Test
  void numbersBeyondReasonAreHarmless() {
    var answer =
        Bodies.read(
            "{\"choices\": [{\"index\": 1e999999999, \"message\": {\"content\": \"a\"}}],"
                + " \"usage\": {\"prompt_tokens\": 99999999999999999999999999999999,"
                + " \"completion_tokens\": -5, \"total_tokens\": 1e400}}");

    assertThat(answer.usage().map(Usage::prompt)).contains(Usage.MOST);
  }

  @Test
  void valuesOfTheWrongTypeAreNotRead() {
    var answer =
        Bodies.read(
            "{\"choices\": [null, 7, {\"index\": \"x\", \"message\": [], \"delta\": \"no\","
                + " \"finish_reason\": 3, \"text\": {}}], \"usage\": [1], \"model\": {}, \"error\":"
                + " null}");

    assertThat(answer.recognised()).isTrue();
    assertThat(answer.text()).isEmpty();
    assertThat(answer.usage()).isEmpty();
    assertThat(answer.model()).isEmpty();
  }

  @Test
  void aLargeAnswerIsReadWhole() {
    var word = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n";
    var numbers = "0.0123456789,".repeat(500_000);

    var streamed = Bodies.read(word.repeat(100_000));
    var embedding =
        Bodies.read(
            "{\"data\": [{\"embedding\": [" + numbers + "0]}], \"usage\": {\"total_tokens\": 3}}");

    assertThat(streamed.text()).hasSize(500_000);
    assertThat(embedding.usage()).contains(new Usage(3, 0, 0));
  }

  @Test
  void manyCallsAreReadInLinearTime() {
    // Quadratic, this would take minutes.
    var stream = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      stream.append(
          "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":%d,\"function\":{\"name\":\"x\"}}]}}]}\n\n"
              .formatted(i));
    }

    assertThat(Bodies.read(stream.toString()).toolCalls()).hasSize(200_000);
  }
}
