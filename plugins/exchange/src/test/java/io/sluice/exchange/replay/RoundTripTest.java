package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.answer.ProviderAnswer;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From document to stream and back, on answers that nobody thought of. */
class RoundTripTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final RequestId ID = new RequestId("019a9f3c-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.ofEpochSecond(1_763_640_000);
  private static final int ROUNDS = 3_000;

  @Test
  void aDocumentSurvivesBeingAStream() {
    var random = new Random(20_251_120);
    for (int i = 0; i < ROUNDS; i++) {
      var written = new RandomAnswer(random);
      var answer = Answers.taken(Asked.CHAT, written.document());
      assertThat(answer.text()).isEqualTo(written.content());

      var streamed = Answers.taken(Asked.CHAT_STREAM, replay(answer, Asked.CHAT_STREAM_WITH_USAGE));

      assertThat(streamed.digest()).isEqualTo(answer.digest());
      assertThat(streamed.usage()).isEqualTo(answer.usage());
      assertThat(essence(streamed.document())).isEqualTo(essence(written.root().toString()));
      assertThat(essence(replay(streamed, Asked.CHAT))).isEqualTo(essence(answer.document()));
    }
  }

  @Test
  void aStreamSurvivesBeingADocument() {
    var random = new Random(4_711);
    for (int i = 0; i < ROUNDS; i++) {
      var written = new RandomAnswer(random);
      var answer = Answers.taken(Asked.CHAT_STREAM, written.stream());
      assertThat(answer.text()).isEqualTo(written.content());
      assertThat(essence(answer.document())).isEqualTo(essence(written.root().toString()));

      var whole = Answers.taken(Asked.CHAT, replay(answer, Asked.CHAT));
      var streamed = replay(whole, Asked.CHAT_STREAM_WITH_USAGE);

      assertThat(whole.text()).isEqualTo(answer.text());
      assertThat(streamed).isEqualTo(replay(answer, Asked.CHAT_STREAM_WITH_USAGE));
    }
  }

  @Test
  void everyReaderOfAReplayReadsTheSame() {
    var random = new Random(815);
    for (int i = 0; i < ROUNDS; i++) {
      var written = new RandomAnswer(random);
      var answer =
          Answers.taken(Asked.CHAT, random.nextBoolean() ? written.document() : written.stream());
      var original = ProviderAnswer.read("", written.document());

      for (var asked : new ChatRequest[] {Asked.CHAT, Asked.CHAT_STREAM_WITH_USAGE}) {
        var read = ProviderAnswer.read("", replay(answer, asked));
        assertThat(read.finished()).isTrue();
        assertThat(read.text()).isEqualTo(original.text());
        assertThat(read.finishReason()).isEqualTo("stop");
        assertThat(read.usage()).isEqualTo(original.usage());
        assertThat(read.model()).isEqualTo(original.model());
      }
    }
  }

  @Test
  void aReplayedStreamCutAnywhereIsNotTaken() {
    var random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      var answer = Answers.taken(Asked.CHAT, new RandomAnswer(random).document());
      var stream = replay(answer, Asked.CHAT_STREAM_WITH_USAGE);
      int end = stream.strip().length();

      assertThat(Answers.why(Asked.CHAT_STREAM, stream.substring(0, random.nextInt(end))))
          .isPresent();
    }
  }

  @Test
  void bytesKeepEverything() {
    var random = new Random(42);
    for (int i = 0; i < ROUNDS; i++) {
      var written = new RandomAnswer(random);
      var answer = Answers.taken(Asked.CHAT, written.stream());

      assertThat(RecordedAnswer.decode(answer.encode()))
          .hasValueSatisfying(read -> {
            assertThat(read.text()).isEqualTo(written.content());
            assertThat(read.document()).isEqualTo(answer.document());
            assertThat(read.usage()).isEqualTo(answer.usage());
          });
    }
  }

  private static String replay(RecordedAnswer answer, ChatRequest asked) {
    return new String(answer.replay(asked, ID, NOW).body(), UTF_8);
  }

  /** All of a document but what every replay has anew. */
  private static JsonNode essence(String document) {
    var root = (ObjectNode) JSON.readTree(document);
    return root.put("id", "").put("created", 0);
  }
}
