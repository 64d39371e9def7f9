package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood of a chat request. */
class ChatRequestTest {

  @Test
  void readsModelStreamAndMessages() {
    var request =
        request(
            """
            {
              "model": "gpt-5",
              "messages": [
                {"role": "system", "content": "Be brief."},
                {"content": "Hello!", "role": "user"}
              ],
              "stream": true
            }
            """);

    assertThat(request.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
    assertThat(request.model()).contains("gpt-5");
    assertThat(request.stream()).isTrue();
    assertThat(request.messages())
        .containsExactly(new Message("system", "Be brief."), new Message("user", "Hello!"));
  }

  @Test
  void joinsTextPartsAndLeavesOthersOut() {
    var request =
        chat(
            """
            {"role": "user", "content": [
              {"type": "text", "text": "What is this?"},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "text": "x"}},
              {"text": "Be exact.", "type": "text"},
              {"type": "text", "text": null},
              {"type": "text", "text": {"text": "deep"}},
              {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
              "not a part",
              ["not a part"]
            ]}
            """);

    assertThat(request.lastUserText()).isEqualTo("What is this?\nBe exact.");
  }

  @Test
  void readsAssistantWithToolCallsAsMessageWithoutText() {
    var request =
        chat(
            """
            {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
              "function": {"name": "weather", "arguments": "{\\"content\\":\\"x\\",\\"role\\":\\"user\\"}"}}]}
            """);

    assertThat(request.messages()).containsExactly(new Message("assistant", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "{\"text\": \"x\"}", "[]", "[[]]"})
  void contentThatIsNeitherTextNorPartsIsNoText(String content) {
    var request = chat("{\"content\": %s, \"role\": \"user\"}".formatted(content));

    assertThat(request.messages()).containsExactly(new Message("user", ""));
  }

  @Test
  void messageWithoutRoleOrContentIsKeptEmpty() {
    var request = chat("{}, {\"content\": \"x\"}, {\"role\": 7}, {\"role\": {\"role\": \"user\"}}");

    assertThat(request.messages())
        .containsExactly(
            new Message("", ""), new Message("", "x"), new Message("", ""), new Message("", ""));
  }

  @Test
  void whatIsNoMessageIsLeftOut() {
    var request =
        chat(
            "\"x\", 1, null, [{\"role\": \"user\", \"content\": \"inner\"}],"
                + " {\"role\": \"user\", \"content\": \"outer\"}");

    assertThat(request.messages()).containsExactly(new Message("user", "outer"));
  }

  @Test
  void lastUserTextIsThatOfTheLastUserMessage() {
    var request =
        chat(
            """
            {"role": "user", "content": "first"},
            {"role": "assistant", "content": "answer"},
            {"role": "user", "content": "second"},
            {"role": "assistant", "content": null, "tool_calls": []},
            {"role": "tool", "tool_call_id": "call_1", "content": "21 degrees"}
            """);

    assertThat(request.lastUserText()).isEqualTo("second");
  }

  @Test
  void lastUserTextIsEmptyWithoutUser() {
    assertThat(chat("").lastUserText()).isEmpty();
    assertThat(chat("{\"role\": \"system\", \"content\": \"x\"}").lastUserText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,"stream":true               | true
          ,"stream": true              | true
          ,"stream":false              | false
          ,"stream":null               | false
          ,"stream":"true"             | false
          ,"stream":1                  | false
          ,"stream":[true]             | false
          ,"stream":false,"stream":true| true
          ,"stream":true,"stream":false| false
          ,"x":{"stream":true}         | false
          ,"str\\u0065am":true         | true
          """)
  void streamsOnlyWhereTheBodySaysTrue(String rest, boolean stream) {
    assertThat(request("{\"messages\":[]%s}".formatted(rest)).stream()).isEqualTo(stream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[\"a\"]", "{\"model\": \"a\"}"})
  void modelThatIsNoTextIsNone(String model) {
    assertThat(request("{\"messages\":[],\"model\":%s}".formatted(model)).model()).isEmpty();
  }

  @Test
  void lastOfTwoEqualKeysCounts() {
    var request =
        request(
            """
            {"model": "a", "messages": [{"role": "user", "content": "a"}], "model": "b",
             "messages": [{"role": "user", "content": [{"text": "x", "text": "y"}], "role": "user"}]}
            """);

    assertThat(request.model()).contains("b");
    assertThat(request.messages()).containsExactly(new Message("user", "y"));
  }

  @Test
  void decodesEscapesAndEveryPlaneOfUnicode() {
    var request =
        chat(
            "{\"r\\u006fle\": \"us\\u0065r\", \"content\": \"gr\\u00fc\\u00df ü 漢 😀"
                + " \\ud83d\\ude00\\n\"}");

    assertThat(request.lastUserText()).isEqualTo("grüß ü 漢 😀 😀\n");
  }

  @Test
  void loneSurrogateIsReadAsItIs() {
    assertThat(chat("{\"role\": \"user\", \"content\": \"a\\ud800b\"}").lastUserText())
        .isEqualTo("a\ud800b");
  }

  @Test
  void textTellsSizeAndNoContent() {
    assertThat(chat("{\"role\": \"user\", \"content\": \"secret\"}"))
        .hasToString("ChatRequest[OPENAI_CHAT, 52 bytes]");
  }

  private static ChatRequest chat(String messages) {
    return request("{\"messages\":[" + messages + "]}");
  }

  private static ChatRequest request(String body) {
    var request = ChatRequest.of(body.getBytes(UTF_8));
    assertThat(request.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
    return request;
  }
}
