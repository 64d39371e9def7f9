package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are chat requests, and which are passed on as they came. */
class UnknownBodyTest {

  private static final String CHAT = "{\"model\":\"a\",\"messages\":[]}";

  /** The largest payload of a frame, which is more than a body can have. */
  private static final int LARGEST = 16_777_215;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "{",
        "{}",
        "{ ",
        "}",
        "[]",
        "[{\"messages\":[]}]",
        "null",
        "1",
        "\"messages\"",
        "messages=1",
        "{\"model\":\"a\"}",
        "{\"model\":\"a\",\"input\":\"an embedding's text\"}",
        "{\"model\":\"a\",\"prompt\":\"a legacy completion\"}",
        "{\"messages\":{}}",
        "{\"messages\":null}",
        "{\"messages\":\"x\"}",
        "{\"messages\":[],\"messages\":1}",
        "{\"Messages\":[]}",
        "{\"x\":{\"messages\":[]}}"
      })
  void whatIsNoChatIsUnknown(String body) {
    assertUnknown(body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[]",
        "{\"messages\":[",
        "{\"messages\":[{\"role\":\"user\"",
        "{\"messages\":[{\"content\":[{\"text\":\"x\"",
        "{\"messages\":[],\"model\":\"a",
        "{\"messages\":[],\"model\":",
        "{\"messages\":[],}",
        "{\"messages\":[,]}",
        "{,\"messages\":[]}",
        "{\"messages\":[]]",
        "{\"messages\":[}",
        "{\"messages\":[] \"model\":\"a\"}",
        "{messages:[]}",
        "{'messages':[]}",
        "{\"messages\":[],\"x\":01}",
        "{\"messages\":[],\"x\":+1}",
        "{\"messages\":[],\"x\":.5}",
        "{\"messages\":[],\"x\":NaN}",
        "{\"messages\":[],\"x\":True}",
        "{\"messages\":[],\"x\":\"\\x\"}",
        "{\"messages\":[],\"x\":\"a\nb\"}",
        "{\"messages\":[],/* */\"x\":1}",
        "{\"messages\":[]}x",
        "{\"messages\":[]},",
        "{\"messages\":[]}{\"messages\":[]}",
        "{\"messages\":[]}\n{\"messages\":[]}\n",
        "{\"messages\":[]}\0"
      })
  void invalidJsonIsUnknown(String body) {
    assertUnknown(body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreUnknownBecauseOffsetsWouldDiffer(String charset) {
    for (var mark : new String[] {"", "\ufeff"}) {
      assertUnknown((mark + CHAT).getBytes(Charset.forName(charset)));
      assertUnknown((mark + " \n" + CHAT).getBytes(Charset.forName(charset)));
    }
  }

  @Test
  void aByteOrderMarkOfUtf8IsSkippedAsProvidersDo() {
    assertThat(ChatRequest.of(("\ufeff" + CHAT).getBytes(UTF_8)).model()).contains("a");

    assertUnknown("\ufeff".getBytes(UTF_8));
    assertUnknown("\ufeff{".getBytes(UTF_8));
    assertUnknown(("\ufeff\ufeff" + CHAT).getBytes(UTF_8));
    assertUnknown((" \ufeff" + CHAT).getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00ff", "\u0080", "\u00c3", "\u00c3(", "\u00e6\u00bc", "\u00f0\u009f\u0098"})
  void bytesThatAreNoUtf8AreUnknown(String bytes) {
    assertUnknown(("{\"messages\":[],\"x\":\"" + bytes + "\"}").getBytes(ISO_8859_1));
    assertUnknown(("{\"messages\":[],\"" + bytes + "\":1}").getBytes(ISO_8859_1));
    assertUnknown(("{\"messages\":[{\"content\":\"" + bytes + "\"}]}").getBytes(ISO_8859_1));
    assertUnknown(("{\"messages\":[],\"model\":\"" + bytes + "\"}").getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({"[,]", "{\"a\":,}"})
  void nestingIsReadUpToABound(String open, String close) {
    assertThat(nested(open, close, 9_990).protocol()).isEqualTo(Protocol.OPENAI_CHAT);
    assertThat(nested(open, close, 10_010).protocol()).isEqualTo(Protocol.UNKNOWN);
    assertThat(nested(open, close, 2_000_000).protocol()).isEqualTo(Protocol.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\":%s", "\"x\":-%s.%1$se%1$s", "\"%s\":0", "\"x\":\"%s\""})
  void lengthHidesNoModel(String member) {
    var body =
        "{\"messages\":[],%s,\"model\":\"a\"}".formatted(member.formatted("1".repeat(70_000)));

    assertThat(ChatRequest.of(body.getBytes(UTF_8)).model()).contains("a");
  }

  @Test
  void readsTheLargestBody() {
    var frame = "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"z\":1}";
    var text = "x".repeat(LARGEST - frame.length() + 2);

    var request = ChatRequest.of(frame.formatted(text).getBytes(UTF_8));

    assertThat(request.body()).hasSize(LARGEST);
    assertThat(request.lastUserText()).isEqualTo(text);
    assertThat(new String(request.withModel("b").body(), UTF_8))
        .isEqualTo(frame.formatted(text).replace("\"a\"", "\"b\""));
  }

  @Test
  void readsManySmallMessages() {
    var message = "{\"role\":\"user\",\"content\":\"x\"}";
    var body = "{\"messages\":[" + (message + ",").repeat(500_000) + message + "]}";

    assertThat(ChatRequest.of(body.getBytes(UTF_8)).messages()).hasSize(500_001);
  }

  private static ChatRequest nested(String open, String close, int depth) {
    var inner = "{\"messages\":[],\"x\":" + open.repeat(depth) + 1 + close.repeat(depth) + "}";
    return ChatRequest.of(inner.getBytes(UTF_8));
  }

  private static void assertUnknown(byte[] body) {
    var before = body.clone();

    var request = ChatRequest.of(body);

    assertThat(request.protocol()).as(new String(before, ISO_8859_1)).isEqualTo(Protocol.UNKNOWN);
    assertThat(request.body()).isEqualTo(before);
    assertThat(request.model()).isEmpty();
    assertThat(request.stream()).isFalse();
    assertThat(request.messages()).isEmpty();
    assertThat(request.lastUserText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/anthropic/v1/messages/count_tokens",
        "/model/some.model-v1/converse",
        "/model/some.model-v1/converse-stream",
        "/api/chat",
        "/v2/chat"
      })
  void aBodyForAnotherApiIsUnknownThoughItLooksLikeChat(String path) {
    var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    assertThat(ChatRequest.of(path, body.getBytes(UTF_8)).protocol()).isEqualTo(Protocol.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions",
        "/openai/deployments/gpt/chat/completions",
        "/ask",
        "/v1/messages-of-ours"
      })
  void aPathOfNoOtherApiLeavesItToTheBody(String path) {
    var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    assertThat(ChatRequest.of(path, body.getBytes(UTF_8)).protocol())
        .isEqualTo(Protocol.OPENAI_CHAT);
  }
}
