package io.sluice.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.Usage;
import io.sluice.exchange.replay.RecordedAnswer.Outcome;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are recorded, and why others are not. */
class RecordingTest {

  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(Asked.CHAT_STREAM, Answers.CHAT_STREAM),
        Arguments.of(Asked.COMPLETION_STREAM, Answers.COMPLETION_STREAM),
        Arguments.of(Asked.RESPONSE_STREAM, Answers.RESPONSE_STREAM),
        Arguments.of(Asked.MESSAGE_STREAM, Answers.MESSAGE_STREAM));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of(Asked.CHAT, Answers.CHAT),
        Arguments.of(Asked.COMPLETION, Answers.COMPLETION),
        Arguments.of(Asked.RESPONSE, Answers.RESPONSE),
        Arguments.of(Asked.MESSAGE, Answers.MESSAGE),
        Arguments.of(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS));
  }

  static Stream<Arguments> everything() {
    return Stream.concat(streams(), documents());
  }

  @ParameterizedTest
  @MethodSource("everything")
  void aCompleteAnswerIsTaken(ChatRequest asked, String body) {
    var answer = Answers.taken(asked, body);

    assertThat(answer.protocol()).isEqualTo(asked.protocol());
    assertThat(answer.usage().isPresent()).isEqualTo(body.contains("\"usage\""));
    assertThat(answer.model()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void anAnswerWithAnotherStatusIsNot(ChatRequest asked, String body) {
    assertThat(RecordedAnswer.of(asked, 206, "", body, true))
        .isEqualTo(new Outcome.NotTaken(Why.STATUS));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void anAnswerThatTheClientDidNotGetWholeIsNot(ChatRequest asked, String body) {
    assertThat(RecordedAnswer.of(asked, 200, "", body, false))
        .isEqualTo(new Outcome.NotTaken(Why.INCOMPLETE));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void anAnswerCutAnywhereIsNot(ChatRequest asked, String body) {
    int end = end(body);
    for (int length = 0; length < end; length++) {
      assertThat(Answers.why(asked, body.substring(0, length))).as("cut at %d", length).isPresent();
    }
    assertThat(Answers.why(asked, body.substring(0, end))).isEmpty();
  }

  /** Where a body's last letter that matters is. */
  private static int end(String body) {
    return body.strip().length();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamWithoutItsLastEventIsNot(ChatRequest asked, String body) {
    var rest = body.strip();

    assertThat(Answers.why(asked, rest.substring(0, rest.lastIndexOf("\n\n"))))
        .contains(Why.INCOMPLETE);
  }

  @Test
  void aStreamThatEndsWithoutSayingWhyIsNot() {
    var finish = "\"finish_reason\":\"stop\"";

    assertThat(Answers.why(Asked.CHAT_STREAM, Answers.CHAT_STREAM.replace(finish, "\"x\":1")))
        .contains(Why.FINISH_REASON);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void linesMayEndInAnyWayAndCommentsAreIgnored(ChatRequest asked, String body) {
    var whole = Answers.taken(asked, body);

    for (var other :
        new String[] {
          body.replace("\n", "\r\n"),
          body.replace("\n", "\r"),
          "\uFEFF" + body,
          ": ping\n\n" + body.replace("\n\n", "\n\n: ping\n\n"),
          body.replace("data: ", "data:"),
          body.stripTrailing()
        }) {
      assertThat(Answers.taken(asked, other).digest()).isEqualTo(whole.digest());
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentMayBeginWithAMark(ChatRequest asked, String body) {
    assertThat(Answers.taken(asked, "\uFEFF" + body).usage())
        .isEqualTo(Answers.taken(asked, body).usage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "finish_reason": "stop"           | "finish_reason": "length"         | FINISH_REASON
          "finish_reason": "stop"           | "finish_reason": "content_filter" | FINISH_REASON
          "finish_reason": "stop"           | "finish_reason": "tool_calls"     | FINISH_REASON
          "finish_reason": "stop"           | "finish_reason": null             | FINISH_REASON
          "finish_reason": "stop"           | "finished": "stop"                | FINISH_REASON
          "refusal": null                   | "refusal": "I can't."             | REFUSAL
          "annotations": []                 | "tool_calls": [{"id": "c"}]       | TOOL_CALLS
          "annotations": []                 | "function_call": {"name": "f"}    | TOOL_CALLS
          "annotations": []                 | "executed_tools": [{"index": 0}]  | TOOL_CALLS
          "annotations": []                 | "audio": {"data": "UklG"}         | NOT_TEXT
          "content": "Bern is the capital." | "content": [{"type": "text", "text": "Bern"}] | NOT_TEXT
          "content": "Bern is the capital." | "content": ""                     | EMPTY
          "content": "Bern is the capital." | "content": null                   | EMPTY
          "content": "Bern is the capital." | "x": 1                            | EMPTY
          "logprobs": null                  | "logprobs": {"content": [{"token": "B"}]} | LOGPROBS
          "message": {                      | "delta": {                        | UNKNOWN_FORM
          "usage": {                        | "error": {"message": "late"}, "usage": { | ERROR
          "x_cost": 1.50}                   | "x_cost": 1.50} {}                | UNKNOWN_FORM
          "x_cost": 1.50}                   | "x_cost": 1.50} x                 | INCOMPLETE
          "choices": [                      | "choices": [{"message": {"content": "Or"}, "index": 1, "finish_reason": "stop"}, | CHOICES
          """)
  void oneThingSpeaksAgainstACompletion(String from, String to, Why why) {
    assertThat(Answers.CHAT).contains(from);

    assertThat(Answers.why(Asked.CHAT, Answers.CHAT.replace(from, to))).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "finish_reason":"stop"            | "finish_reason":"length"          | FINISH_REASON
          "finish_reason":"stop"            | "finish_reason":null              | FINISH_REASON
          "delta":{},                       | "delta":{"refusal":"I can't."},   | REFUSAL
          "delta":{},                       | "delta":{"tool_calls":[{"index":0,"function":{"name":"f"}}]}, | TOOL_CALLS
          "delta":{},                       | "delta":{"function_call":{"name":"f"}}, | TOOL_CALLS
          "delta":{},                       | "delta":{"content":[{"type":"text","text":"!"}]}, | NOT_TEXT
          "delta":{},                       | "delta":{"audio":{"data":"UklG"}}, | NOT_TEXT
          "delta":{},                       | "message":{},                     | UNKNOWN_FORM
          "delta":{},                       | "text":"",                        | UNKNOWN_FORM
          "logprobs":null                   | "logprobs":{"content":[{"token":"B"}],"refusal":null} | LOGPROBS
          "index":0,"delta":{}              | "index":1,"delta":{}              | CHOICES
          "choices":[]                      | "choices":[],"error":{"message":"late"} | ERROR
          data: [DONE]                      | : [DONE]                          | INCOMPLETE
          data: [DONE]                      | data: {"error":{"message":"late"}} | ERROR
          "content":"the capital."}         | "content":"the capital."          | INCOMPLETE
          """)
  void oneThingSpeaksAgainstAStream(String from, String to, Why why) {
    assertThat(Answers.CHAT_STREAM).contains(from);

    assertThat(Answers.why(Asked.CHAT_STREAM, Answers.CHAT_STREAM.replace(from, to))).contains(why);
  }

  @Test
  void chunksOfTwoChoicesThatTakeTurnsAreNotTaken() {
    var other = Answers.CHAT_STREAM.replace("\"index\":0", "\"index\":1");
    var mixed = new StringBuilder();
    var one = Answers.CHAT_STREAM.strip().split("\n\n", -1);
    var two = other.strip().split("\n\n", -1);
    for (int i = 0; i < one.length; i++) {
      mixed.append(one[i]).append("\n\n").append(i < 4 ? two[i] + "\n\n" : "");
    }

    assertThat(Answers.why(Asked.CHAT_STREAM, mixed.toString())).contains(Why.CHOICES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"status\": \"completed\", \"error\"|\"status\": \"incomplete\", \"error\"|FINISH_REASON",
        "\"status\": \"completed\", \"error\"|\"status\": \"queued\", \"error\"|FINISH_REASON",
        "\"error\": null|\"error\": {\"message\": \"no\"}|ERROR",
        "\"type\": \"reasoning\"|\"type\": \"function_call\", \"name\": \"f\"|TOOL_CALLS",
        "\"type\": \"reasoning\"|\"type\": \"web_search_call\"|TOOL_CALLS",
        "\"type\": \"reasoning\"|\"type\": \"mcp_list_tools\"|TOOL_CALLS",
        "\"type\": \"output_text\"|\"type\": \"output_audio\"|NOT_TEXT",
        "\"text\": \"Bern is the capital.\"|\"text\": \"\"|EMPTY",
      })
  void oneThingSpeaksAgainstAResponse(String change) {
    var parts = change.split("\\|", -1);
    assertThat(Answers.RESPONSE).contains(parts[0]);

    assertThat(Answers.why(Asked.RESPONSE, Answers.RESPONSE.replace(parts[0], parts[1])))
        .contains(Why.valueOf(parts[2]));
  }

  @Test
  void aResponseWithARefusalIsNotTaken() {
    var refusal = Answers.RESPONSE.replace("\"output_text\", \"text\"", "\"refusal\", \"refusal\"");

    assertThat(Answers.why(Asked.RESPONSE, refusal)).contains(Why.REFUSAL);
  }

  @Test
  void aStreamedResponseWithAToolOfTheProviderIsNotTaken() {
    var item = "{\"type\":\"message\",\"id\":\"m\",\"content\":[]}";
    var search = "{\"type\":\"web_search_call\",\"id\":\"w\"}";

    assertThat(Answers.why(Asked.RESPONSE_STREAM, Answers.RESPONSE_STREAM.replace(item, search)))
        .contains(Why.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "end_turn"              | "max_tokens"               | FINISH_REASON
          "end_turn"              | "refusal"                  | FINISH_REASON
          "end_turn"              | "tool_use"                 | FINISH_REASON
          "end_turn"              | null                       | FINISH_REASON
          "type": "thinking"      | "type": "tool_use"         | TOOL_CALLS
          "type": "thinking"      | "type": "server_tool_use"  | TOOL_CALLS
          "type": "thinking"      | "type": "mcp_tool_result"  | TOOL_CALLS
          "type": "thinking"      | "type": "image"            | NOT_TEXT
          "Bern is the capital."  | ""                         | EMPTY
          """)
  void oneThingSpeaksAgainstAMessage(String from, String to, Why why) {
    assertThat(Answers.MESSAGE).contains(from);

    assertThat(Answers.why(Asked.MESSAGE, Answers.MESSAGE.replace(from, to))).contains(why);
  }

  @Test
  void aMessageThatCameToAStopSequenceIsTaken() {
    assertThat(Answers.why(Asked.MESSAGE, Answers.MESSAGE.replace("end_turn", "stop_sequence")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "index": 1             | "index": 0              | INCOMPLETE
          "index": 1             | "index": 2              | INCOMPLETE
          [0.0023, -1e-7]        | []                      | INCOMPLETE
          "AACAPw=="             | null                    | INCOMPLETE
          "data": [              | "data": [{"index": 2, "embedding": [1]}, | INCOMPLETE
          "object": "list"       | "error": {"message": "no"} | ERROR
          "data": [              | "embeddings": [[1]], "rows": [ | UNKNOWN_FORM
          """)
  void oneThingSpeaksAgainstAListOfEmbeddings(String from, String to, Why why) {
    assertThat(Answers.EMBEDDINGS).contains(from);

    assertThat(Answers.why(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS.replace(from, to)))
        .contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"llama3\",\"message\":{\"role\":\"assistant\",\"content\":\"Aye.\"},\"done\":true,\"done_reason\":\"stop\"}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Aye.\"}]},\"finishReason\":\"STOP\"}]}",
        "{\"output\":{\"message\":{\"content\":[{\"text\":\"Aye.\"}]}},\"stopReason\":\"end_turn\"}",
        "{\"id\":\"c\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Aye.\"}]},\"finish_reason\":\"COMPLETE\"}",
        Answers.COMPLETION,
        Answers.RESPONSE,
        Answers.RESPONSE_STREAM,
        Answers.MESSAGE,
        Answers.MESSAGE_STREAM,
        Answers.EMBEDDINGS
      })
  void anAnswerOfAnotherProtocolIsNotTaken(String body) {
    assertThat(Answers.why(Asked.CHAT, body)).contains(Why.UNKNOWN_FORM);
    assertThat(Answers.why(Asked.CHAT_STREAM, body)).contains(Why.UNKNOWN_FORM);
    assertThat(Answers.why(Asked.UNKNOWN, body)).contains(Why.UNKNOWN_FORM);
  }

  @Test
  void aCompletionIsNoLegacyCompletion() {
    assertThat(Answers.why(Asked.COMPLETION, Answers.CHAT)).contains(Why.UNKNOWN_FORM);
    assertThat(Answers.why(Asked.COMPLETION_STREAM, Answers.CHAT_STREAM))
        .contains(Why.UNKNOWN_FORM);
  }

  @Test
  void onlyACompletionMayComeInAFormThatWasNotAsked() {
    assertThat(Answers.why(Asked.CHAT, Answers.CHAT_STREAM)).isEmpty();
    assertThat(Answers.why(Asked.CHAT_STREAM, Answers.CHAT)).isEmpty();
    assertThat(Answers.why(Asked.MESSAGE, Answers.MESSAGE_STREAM)).contains(Why.UNKNOWN_FORM);
    assertThat(Answers.why(Asked.RESPONSE_STREAM, Answers.RESPONSE)).contains(Why.UNKNOWN_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "OK", "<html>", "{}", "[]", "7", "{\"choices\": 7}"})
  void whatIsNoAnswerIsNotTaken(String body) {
    assertThat(Answers.why(Asked.CHAT, body)).contains(Why.UNRECOGNISED);
  }

  @Test
  void whatUtf8DoesNotHaveIsNotTaken() {
    var half = Answers.MESSAGE.replace("Bern", "\ud83d");

    assertThat(Answers.why(Asked.MESSAGE, half)).contains(Why.UNRECOGNISED);
  }

  @Test
  void anAnswerLargerThanAnyIsNotTaken() {
    var large = Answers.CHAT.replace("Bern", "B".repeat(RecordedAnswer.MOST_CHARACTERS));

    assertThat(Answers.why(Asked.CHAT, large)).contains(Why.TOO_LARGE);
  }

  @Test
  void usageAndModelAreThoseOfTheProvider() {
    var answer = Answers.taken(Asked.CHAT_STREAM, Answers.CHAT_STREAM);

    assertThat(answer.usage()).contains(new Usage(20, 0, 9));
    assertThat(answer.model()).isEqualTo("gpt-5.1-2025-11-13");
    assertThat(answer.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
  }

  @Test
  void theSameTextHasTheSameDigestInEveryProtocolAndForm() {
    assertThat(
            Stream.of(
                    Answers.taken(Asked.CHAT, Answers.CHAT),
                    Answers.taken(Asked.CHAT, Answers.CHAT.replace("chatcmpl-1", "other")),
                    Answers.taken(Asked.CHAT_STREAM, Answers.CHAT_STREAM),
                    Answers.taken(Asked.RESPONSE, Answers.RESPONSE),
                    Answers.taken(Asked.MESSAGE_STREAM, Answers.MESSAGE_STREAM))
                .map(RecordedAnswer::digest)
                .distinct())
        // printf 'Bern is the capital.' | sha256sum
        .containsExactly("61f6ee462076462d03f63c5800299ee4");
    assertThat(Answers.taken(Asked.CHAT, Answers.CHAT.replace("Bern", "Basel")).digest())
        .isNotEqualTo("61f6ee462076462d03f63c5800299ee4");
  }

  @Test
  void embeddingsHaveTheDigestOfTheirDocument() {
    var one = Answers.taken(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS);
    var other = Answers.taken(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS.replace("0.0023", "0.0024"));

    assertThat(one.digest()).isNotEqualTo(other.digest());
  }

  @ParameterizedTest
  @EnumSource(Why.class)
  void labelsAreInLowerCase(Why why) {
    assertThat(why.label()).isEqualTo(why.toString().toLowerCase(Locale.ROOT));
  }

  @Test
  void textTellsNoContent() {
    assertThat(Answers.taken(Asked.CHAT, Answers.CHAT).toString()).doesNotContain("Bern");
  }
}
