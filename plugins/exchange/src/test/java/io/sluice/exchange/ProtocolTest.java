package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the path says of a body, and what is read of each protocol. */
class ProtocolTest {

  private static ChatRequest read(String path, String body) {
    return ChatRequest.of(path, body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/chat/completions | OPENAI_CHAT | {"model":"m","messages":[{"role":"user","content":"hi"}]}
          /v1/responses | OPENAI_RESPONSES | {"model":"m","input":"hi"}
          /openai/v1/responses/ | OPENAI_RESPONSES | {"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}]}
          /v1/embeddings | OPENAI_EMBEDDINGS | {"model":"m","input":["hi"]}
          /v1/completions | OPENAI_COMPLETIONS | {"model":"m","prompt":"hi"}
          /anthropic/v1/messages | ANTHROPIC_MESSAGES | {"model":"m","messages":[{"role":"user","content":"hi"}]}
          """)
  void thePathTellsTheProtocol(String path, Protocol protocol, String body) {
    var request = read(path, body);

    assertThat(request.protocol()).isEqualTo(protocol);
    assertThat(request.model()).contains("m");
    assertThat(request.lastUserText()).isEqualTo("hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
  void withoutMessagesThereIsNoConversation(String path) {
    assertThat(read(path, "{\"model\":\"m\"}").protocol()).isEqualTo(Protocol.UNKNOWN);
  }

  @Test
  void anotherModelGoesIntoTheBodyOfEachProtocol() {
    var request = read("/v1/embeddings", "{\"input\":[1,2],\"model\":\"m\"}").withModel("other");

    assertThat(new String(request.body(), UTF_8))
        .isEqualTo("{\"input\":[1,2],\"model\":\"other\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"messages":[]} | -1
          {"messages":[],"max_tokens":5} | 5
          {"messages":[],"max_tokens":5,"max_completion_tokens":7} | 7
          {"messages":[],"max_completion_tokens":7,"max_tokens":5} | 7
          {"messages":[],"max_tokens":0} | 0
          {"messages":[],"max_tokens":-4} | -1
          {"messages":[],"max_tokens":"5"} | -1
          {"messages":[],"max_tokens":5.5} | -1
          {"messages":[],"max_tokens":null} | -1
          {"messages":[],"max_tokens":99999999999999999999999999} | -1
          {"messages":[],"x":{"max_tokens":5}} | -1
          """)
  void theMostCompletionTokensAreReadAndTheLargestCounts(String body, long most) {
    assertThat(read("/", body).maxCompletionTokens().orElse(-1)).isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"messages":[]} | 1
          {"messages":[],"n":3} | 3
          {"messages":[],"n":0} | 1
          {"messages":[],"n":2,"best_of":4} | 4
          {"messages":[],"n":123456789012} | 1000
          """)
  void choicesAreAtLeastOneAndBounded(String body, int choices) {
    assertThat(read("/", body).choices()).isEqualTo(choices);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"messages":[],"stream":true} | {"stream_options":{"include_usage":true},"messages":[],"stream":true}
          {"stream_options":{},"messages":[],"stream":true} | {"stream_options":{"include_usage":true},"messages":[],"stream":true}
          {"stream_options": { "x" : 1 } ,"messages":[],"stream":true} | {"stream_options": {"include_usage":true, "x" : 1 } ,"messages":[],"stream":true}
          {"stream_options":{"include_usage": false },"messages":[],"stream":true} | {"stream_options":{"include_usage": true },"messages":[],"stream":true}
          {"stream_options":null,"messages":[],"stream":true} | {"stream_options":{"include_usage":true},"messages":[],"stream":true}
          {"stream_options":[1,{"include_usage":true}],"messages":[],"stream":true} | {"stream_options":{"include_usage":true},"messages":[],"stream":true}
          {"stream_options":{"include_usage":true,"include_usage":false},"messages":[],"stream":true} | {"stream_options":{"include_usage":true,"include_usage":true},"messages":[],"stream":true}
          {"stream_options":{"include_usage":true},"stream_options":{"a":1},"messages":[],"stream":true} | {"stream_options":{"include_usage":true},"stream_options":{"include_usage":true,"a":1},"messages":[],"stream":true}
          """)
  void aStreamIsMadeToEndWithItsUsage(String before, String after) {
    var changed = read("/v1/chat/completions", before).withStreamUsage();

    assertThat(new String(changed.body(), UTF_8)).isEqualTo(after);
    assertThat(changed.stream()).isTrue();
    assertThat(changed.streamUsage()).isTrue();
    assertThat(read("/v1/chat/completions", before).streamUsage()).isFalse();
    assertThat(changed.withStreamUsage()).isSameAs(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/chat/completions | {"messages":[]}
          /v1/chat/completions | {"messages":[],"stream":false}
          /v1/chat/completions | {"messages":[],"stream":true,"stream_options":{"include_usage":true}}
          /v1/responses | {"input":"x","stream":true}
          /v1/messages | {"messages":[],"stream":true}
          """)
  void whatNeedsNoUsageAskedForStays(String path, String body) {
    var request = read(path, body);

    assertThat(request.withStreamUsage()).isSameAs(request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/chat/completions | {"messages":[],"stream":true,"stream_options":{"include_usage":true}} | true
          /v1/chat/completions | {"stream_options":{"x":{},"include_usage": true },"messages":[],"stream":true} | true
          /v1/completions | {"prompt":"x","stream":true,"stream_options":{"include_usage":true}} | true
          /v1/chat/completions | {"messages":[],"stream":false,"stream_options":{"include_usage":true}} | false
          /v1/chat/completions | {"messages":[],"stream_options":{"include_usage":true}} | false
          /v1/responses | {"input":"x","stream":true,"stream_options":{"include_usage":true}} | false
          /v1/messages | {"messages":[],"stream":true,"stream_options":{"include_usage":true}} | false
          /v1/chat/completions | {"stream":true,"stream_options":{"include_usage":true}} | false
          """)
  void onlyAStreamCanBeAskedForItsUsage(String path, String body, boolean asked) {
    assertThat(read(path, body).streamUsage()).isEqualTo(asked);
  }

  @Test
  void theStreamsUsageAndAnotherModelGoTogether() {
    var changed =
        read("/v1/chat/completions", "{\"model\":\"a\",\"messages\":[],\"stream\":true}")
            .withStreamUsage()
            .withModel("längeres");

    assertThat(new String(changed.withStreamUsage().body(), UTF_8))
        .isEqualTo(
            "{\"stream_options\":{\"include_usage\":true},\"model\":\"längeres\",\"messages\":[],\"stream\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | EMPTY
          {"a":1} | JSON_OBJECT
          {"a":1 | UNREADABLE
          { | UNREADABLE
          {"a":1}x | UNREADABLE
          [1] | OTHER
          --boundary | OTHER
          """)
  void theFormOfABodyIsTold(String body, Form form) {
    assertThat(read("/x", body).form()).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void aBodyInAnotherEncodingIsUnreadable(String charset) {
    for (var body : new String[] {"{\"messages\":[]}", "\ufeff{\"messages\":[]}", " \n{}"}) {
      assertThat(ChatRequest.of(body.getBytes(Charset.forName(charset))).form())
          .isEqualTo(Form.UNREADABLE);
    }
  }
}
