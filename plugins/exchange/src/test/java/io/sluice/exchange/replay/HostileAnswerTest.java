package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.exchange.replay.RecordedAnswer.Outcome.Taken;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are broken or hostile. */
class HostileAnswerTest {

  private record Original(ChatRequest asked, String body) {}

  private static final List<Original> ORIGINALS =
      List.of(
          new Original(Asked.CHAT, Answers.CHAT),
          new Original(Asked.CHAT_STREAM, Answers.CHAT_STREAM),
          new Original(Asked.COMPLETION, Answers.COMPLETION),
          new Original(Asked.COMPLETION_STREAM, Answers.COMPLETION_STREAM),
          new Original(Asked.RESPONSE, Answers.RESPONSE),
          new Original(Asked.RESPONSE_STREAM, Answers.RESPONSE_STREAM),
          new Original(Asked.MESSAGE, Answers.MESSAGE),
          new Original(Asked.MESSAGE_STREAM, Answers.MESSAGE_STREAM),
          new Original(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS));

  private static final String[] VALUES = {
    "{}", "[]", "null", "7", "1e400", "\"\"", "\"x\"", "{\"a\":{\"b\":[1]}}", "[[{}]]", "true", "-0"
  };

  private static final String[] LETTERS = {
    "{", "}", "[", "]", "\"", "\\", ",", ":", "\n", "\n\n", "data: ", "9", "\u0000", "null"
  };

  @Test
  void whateverIsChangedNothingFailsAndWhatIsTakenIsReplayedAsItWasRead() {
    var random = new Random(20_251_120);
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      var original = ORIGINALS.get(i % ORIGINALS.size());
      var body = changed(original.body(), random);
      if (Answers.of(original.asked(), body) instanceof Taken(RecordedAnswer answer)) {
        taken++;
        assertThat(RecordedAnswer.decode(answer.encode())).contains(answer);
        assertThat(reread(answer, original.asked()))
            .isEqualTo(ProviderAnswer.read("", body).text());
      }
    }
    assertThat(taken).isBetween(1_000, 9_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":{\"a\":1},\"created\":[],\"model\":7,\"choices\":[{\"index\":{},\"delta\":{\"content\":\"B\",\"role\":[]},\"finish_reason\":\"stop\"}],\"usage\":[1]}",
        "{\"id\":[],\"x_groq\":7,\"choices\":[{\"logprobs\":3,\"delta\":{\"content\":\"B\",\"annotations\":{}},\"finish_reason\":\"stop\",\"usage\":7}]}"
      })
  void fieldsOfTheWrongTypeDoNotMatter(String chunk) {
    var answer =
        Answers.taken(Asked.CHAT_STREAM, ChatStreamReadingTest.stream(chunk, chunk, chunk));

    assertThat(answer.text()).isEqualTo("BBB");
    assertThat(reread(answer, Asked.CHAT)).isEqualTo("BBB");
    assertThat(reread(answer, Asked.CHAT_STREAM_WITH_USAGE)).isEqualTo("BBB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e-999999999",
        "1e2147483647",
        "1e99999999999",
        "NINES",
        "NINES.5e-7"
      })
  void numbersBeyondReasonAreNoHarm(String number) {
    for (int digits : new int[] {20, 990, 999, 1_000, 100_000}) {
      var many = number.replace("NINES", "9".repeat(digits));
      for (var original : ORIGINALS) {
        var body =
            original
                .body()
                .replaceAll("\"index\": ?[01]", "\"index\": " + many)
                .replaceAll("\"(created|x_cost)\": ?[0-9.]+", "\"$1\": " + many)
                .replace("29", many);

        if (Answers.of(original.asked(), body) instanceof Taken(RecordedAnswer answer)) {
          assertThat(reread(answer, original.asked()))
              .isEqualTo(ProviderAnswer.read("", body).text());
          assertThat(RecordedAnswer.decode(answer.encode())).contains(answer);
        }
      }
    }
  }

  @Test
  void nestingIsNoHarm() {
    for (var bomb : new String[] {"[", "{\"a\":", "{\"choices\":["}) {
      for (var prefix : new String[] {"", "data: ", "{\"choices\": [], \"x\": "}) {
        for (var original : ORIGINALS) {
          assertThatCode(() -> Answers.of(original.asked(), prefix + bomb.repeat(100_000)))
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @Test
  void nestingAsDeepAsIsReadIsWrittenToo() {
    for (int depth = 400; depth < 520; depth++) {
      var nested = "[".repeat(depth) + "]".repeat(depth);
      var body = Answers.CHAT.replace("1.50", nested).replace("[]", nested);
      if (Answers.of(Asked.CHAT, body) instanceof Taken(RecordedAnswer answer)) {
        assertThat(reread(answer, Asked.CHAT)).isEqualTo("Bern is the capital.");
        assertThat(reread(answer, Asked.CHAT_STREAM)).isEqualTo("Bern is the capital.");
      }
    }
  }

  @Test
  void manyFieldsTakeLinearTime() {
    // Quadratic, this would take minutes.
    var stream = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      stream.append(
          "data: {\"choices\":[{\"delta\":{\"content\":\"x\",\"f%d\":1,\"annotations\":[1]}}]}\n\n"
              .formatted(i));
    }
    stream.append("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");

    assertThat(Answers.taken(Asked.CHAT_STREAM, stream + "data: [DONE]\n\n").text())
        .hasSize(50_000);
  }

  private static String reread(RecordedAnswer answer, ChatRequest asked) {
    var stop = answer.replay(asked, new RequestId("1-2"), Instant.EPOCH);
    return ProviderAnswer.read(answer.contentType(), new String(stop.body(), UTF_8)).text();
  }

  /** Puts values in the place of others, or letters anywhere. */
  private static String changed(String body, Random random) {
    var changed = new StringBuilder(body);
    for (int left = random.nextInt(3); left >= 0; left--) {
      int at = random.nextInt(changed.length());
      int colon = changed.indexOf(":", at);
      switch (random.nextInt(5)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.insert(at, LETTERS[random.nextInt(LETTERS.length)]);
        case 2 -> changed.setCharAt(at, changed.charAt(random.nextInt(changed.length())));
        default -> {
          int end = colon < 0 ? -1 : changed.indexOf(",", colon);
          if (end >= 0) {
            changed.replace(colon + 1, end, VALUES[random.nextInt(VALUES.length)]);
          }
        }
      }
    }
    return changed.toString();
  }
}
