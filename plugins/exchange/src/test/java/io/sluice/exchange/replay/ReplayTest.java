package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Recorded answers given again. */
class ReplayTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final RequestId ID = new RequestId("019a9f3c-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.ofEpochSecond(1_763_640_000);
  private static final String NEW_ID = "chatcmpl-019a9f3c000070008000000000000001";

  private final RecordedAnswer chat = Answers.taken(Asked.CHAT, Answers.CHAT);

  @Test
  void aDocumentIsTheSameButForItsIdAndTime() {
    var stop = chat.replay(Asked.CHAT, ID, NOW);

    var expected = (ObjectNode) JSON.readTree(Answers.CHAT);
    expected.put("id", NEW_ID).put("created", 1_763_640_000);
    assertThat(stop.status()).isEqualTo(200);
    assertThat(stop.headers().asList())
        .containsExactly(new Header("Content-Type", "application/json"));
    assertThat(JSON.readTree(body(stop))).isEqualTo(expected);
    assertThat(body(stop)).contains("\"x_cost\":1.50");
  }

  @Test
  void aStreamIsReplayedAsADocument() {
    var stop = Answers.taken(Asked.CHAT_STREAM, Answers.CHAT_STREAM).replay(Asked.CHAT, ID, NOW);

    var document = JSON.readTree(body(stop));
    assertThat(document.path("id").asString()).isEqualTo(NEW_ID);
    assertThat(document.path("choices").path(0).path("message").path("content").asString())
        .isEqualTo("Bern is the capital.");
  }

  @Test
  void aDocumentIsReplayedAsAStream() {
    var stop = chat.replay(Asked.CHAT_STREAM, ID, NOW);

    assertThat(stop.headers().asList())
        .containsExactly(new Header("Content-Type", "text/event-stream; charset=utf-8"));
    var head =
        "data: {\"id\":\""
            + NEW_ID
            + "\",\"object\":\"chat.completion.chunk\",\"created\":1763640000,"
            + "\"model\":\"gpt-5.1-2025-11-13\",\"service_tier\":\"default\","
            + "\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,\"delta\":";
    assertThat(body(stop))
        .isEqualTo(
            head
                + "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}]}\n\n"
                + head
                + "{\"content\":\"Bern is the"
                + " capital.\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n"
                + head
                + "{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"x_cost\":1.50}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void aStreamEndsWithItsUsageIfThatIsAskedFor() {
    var chunks = chunks(chat.replay(Asked.CHAT_STREAM_WITH_USAGE, ID, NOW));

    var last = chunks.getLast();
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.path("usage").path("total_tokens").asInt()).isEqualTo(29);
    assertThat(last.path("id").asString()).isEqualTo(NEW_ID);
    assertThat(chunks.subList(0, chunks.size() - 1))
        .isNotEmpty()
        .allMatch(chunk -> chunk.has("usage") && chunk.path("usage").isNull());
  }

  @Test
  void aUsageThatNobodyReportedIsNotMadeUp() {
    var unreported = Answers.CHAT.replace("\"usage\"", "\"spent\"");
    var answer = Answers.taken(Asked.CHAT, unreported);

    var chunks = chunks(answer.replay(Asked.CHAT_STREAM_WITH_USAGE, ID, NOW));

    assertThat(answer.fits(Asked.CHAT_STREAM_WITH_USAGE)).isTrue();
    assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
    assertThat(chunks.getLast().path("choices").size()).isEqualTo(1);
  }

  @Test
  void reasoningComesBeforeTheContentAndWhateverElseThereIsAfterIt() {
    var answer =
        Answers.taken(
            Asked.CHAT,
            Answers.CHAT.replace(
                "\"annotations\": []",
                "\"reasoning\": \"Let me see.\", \"annotations\": [{\"n\": 1}], \"tone\": \"dry\","
                    + " \"tool_calls\": [], \"reasoning_content\": \"Let me see.\""));

    var deltas =
        chunks(answer.replay(Asked.CHAT_STREAM, ID, NOW)).stream()
            .map(chunk -> chunk.path("choices").path(0).path("delta").toString())
            .toList();

    assertThat(deltas)
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
            "{\"reasoning\":\"Let me see.\",\"reasoning_content\":\"Let me see.\"}",
            "{\"content\":\"Bern is the capital.\"}",
            "{\"annotations\":[{\"n\":1}],\"tone\":\"dry\"}",
            "{}");
  }

  @Test
  void aModelThatTheProviderDoesNotNameIsTheOneAskedFor() {
    var answer = Answers.taken(Asked.CHAT, Answers.CHAT.replace("\"model\"", "\"x\""));

    assertThat(JSON.readTree(body(answer.replay(Asked.CHAT, ID, NOW))).path("model").asString())
        .isEqualTo("gpt-5.1");
    assertThat(chunks(answer.replay(Asked.CHAT_STREAM, ID, NOW)))
        .allMatch(chunk -> chunk.path("model").asString().equals("gpt-5.1"));
  }

  @Test
  void aCallerAddsHeaders() {
    var more = Headers.of(List.of(new Header("X-AI-Cache-Status", "HIT")));

    assertThat(chat.replay(Asked.CHAT, ID, NOW, more).headers().asList())
        .containsExactly(
            new Header("Content-Type", "application/json"), new Header("X-AI-Cache-Status", "HIT"));
  }

  @Test
  void anAnswerIsReplayedAgainAndAgain() {
    var first = body(chat.replay(Asked.CHAT_STREAM, ID, NOW));

    assertThat(body(chat.replay(Asked.CHAT_STREAM, ID, NOW))).isEqualTo(first);
  }

  @Test
  void otherProtocolsAreReplayedToTheByteInTheirOwnFormOnly() {
    assertVerbatim(Asked.COMPLETION, Answers.COMPLETION, Asked.COMPLETION_STREAM);
    assertVerbatim(Asked.COMPLETION_STREAM, Answers.COMPLETION_STREAM, Asked.COMPLETION);
    assertVerbatim(Asked.RESPONSE, Answers.RESPONSE, Asked.RESPONSE_STREAM);
    assertVerbatim(Asked.RESPONSE_STREAM, Answers.RESPONSE_STREAM, Asked.RESPONSE);
    assertVerbatim(Asked.MESSAGE, Answers.MESSAGE, Asked.MESSAGE_STREAM);
    assertVerbatim(Asked.MESSAGE_STREAM, Answers.MESSAGE_STREAM, Asked.MESSAGE);
    assertVerbatim(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS, Asked.CHAT);
  }

  private static void assertVerbatim(ChatRequest asked, String body, ChatRequest other) {
    var type = asked.stream() ? "text/event-stream; x=1" : "application/json; x=1";
    var outcome = RecordedAnswer.of(asked, 200, type, body, true);
    var answer = ((RecordedAnswer.Outcome.Taken) outcome).answer();

    var stop = answer.replay(asked, ID, NOW);

    assertThat(body(stop)).isEqualTo(body);
    assertThat(stop.headers().first("content-type")).contains(type);
    assertThat(answer.fits(asked)).isTrue();
    assertThat(answer.fits(other)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer.replay(other, ID, NOW))
        .withMessageNotContaining("Bern");
  }

  @Test
  void aTypeThatNobodyGaveIsThatOfTheForm() {
    var whole = Answers.taken(Asked.MESSAGE, Answers.MESSAGE);
    var streamed = Answers.taken(Asked.MESSAGE_STREAM, Answers.MESSAGE_STREAM);

    assertThat(whole.contentType()).isEqualTo("application/json");
    assertThat(streamed.contentType()).isEqualTo("text/event-stream; charset=utf-8");
  }

  @Test
  void aLegacyStreamWithoutUsageDoesNotFitWhoAsksForIt() {
    var without = Answers.taken(Asked.COMPLETION_STREAM, Answers.COMPLETION_STREAM);
    var with =
        Answers.taken(
            Asked.COMPLETION_STREAM,
            Answers.COMPLETION_STREAM.replace(
                "data: [DONE]",
                "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\ndata: [DONE]"));

    assertThat(without.fits(Asked.COMPLETION_STREAM_WITH_USAGE)).isFalse();
    assertThat(with.fits(Asked.COMPLETION_STREAM_WITH_USAGE)).isTrue();
  }

  @Test
  void completionsFitEveryFormOfTheirProtocol() {
    assertThat(chat.fits(Asked.CHAT)).isTrue();
    assertThat(chat.fits(Asked.CHAT_STREAM)).isTrue();
    assertThat(chat.fits(Asked.COMPLETION)).isFalse();
    assertThat(chat.fits(Asked.UNKNOWN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{}",
        "{\"choices\":[]}",
        "{\"choices\":[{\"message\":{\"content\":1}}]}"
      })
  void nothingElseCanBeACompletion(String document) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new RecordedAnswer(
                Protocol.OPENAI_CHAT, false, "application/json", "", Optional.empty(), document));
  }

  private static List<JsonNode> chunks(Action.Stop stop) {
    var events = body(stop).strip().split("\n\n", -1);
    assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
    return List.of(events).subList(0, events.length - 1).stream()
        .map(event -> JSON.readTree(event.substring("data: ".length())))
        .toList();
  }

  private static String body(Action.Stop stop) {
    return new String(stop.body(), UTF_8);
  }
}
