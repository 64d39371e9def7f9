package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.PromptText.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts a prompt has, and what becomes of the body when they change. */
class PromptTextsTest {

  private static final String CHAT = "/v1/chat/completions";

  @Test
  void findsWhatEachRoleSays() {
    var texts =
        texts(
            CHAT,
            """
            {"model": "gpt-5", "messages": [
              {"role": "developer", "content": "Be brief."},
              {"content": [{"type": "text", "text": "one"},
                           {"type": "image_url", "image_url": {"url": "data:,"}},
                           {"type": "text", "text": "two"}], "role": "user"},
              {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function",
                 "function": {"name": "f", "arguments": "{\\"text\\":\\"no\\"}"}}]},
              {"role": "tool", "tool_call_id": "1", "content": "[1, 2]"},
              {"role": "narrator", "content": "Who?"}]}
            """);

    assertThat(texts)
        .containsExactly(
            new PromptText(0, Role.SYSTEM, "Be brief.", false),
            new PromptText(1, Role.USER, "one", false),
            new PromptText(1, Role.USER, "two", false),
            new PromptText(3, Role.TOOL, "[1, 2]", false),
            new PromptText(4, Role.SYSTEM, "Who?", false));
  }

  @Test
  void findsWhatAnthropicsMessagesSay() {
    var texts =
        texts(
            "/v1/messages",
            """
            {"system": [{"type": "text", "text": "Be brief."}], "messages": [
              {"role": "user", "content": "Hello"},
              {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "1", "content": "found"},
                {"type": "tool_result", "tool_use_id": "2",
                 "content": [{"type": "text", "text": "more"}]},
                {"type": "text", "text": "And?"}]}]}
            """);

    assertThat(texts)
        .containsExactly(
            new PromptText(-1, Role.SYSTEM, "Be brief.", false),
            new PromptText(0, Role.USER, "Hello", false),
            new PromptText(1, Role.TOOL, "found", false),
            new PromptText(1, Role.TOOL, "more", false),
            new PromptText(1, Role.USER, "And?", false));
  }

  @Test
  void findsWhatResponsesSay() {
    var texts =
        texts(
            "/v1/responses",
            """
            {"instructions": "Be brief.", "input": [
              {"role": "user", "content": [{"type": "input_text", "text": "Hello"}]},
              {"type": "function_call", "call_id": "1", "name": "f", "arguments": "{}"},
              {"type": "function_call_output", "call_id": "1", "output": "found"}]}
            """);

    assertThat(texts)
        .containsExactly(
            new PromptText(-1, Role.SYSTEM, "Be brief.", false),
            new PromptText(0, Role.USER, "Hello", false),
            new PromptText(2, Role.TOOL, "found", false));
    assertThat(texts("/v1/responses", "{\"input\":\"Hello\"}"))
        .containsExactly(new PromptText(0, Role.USER, "Hello", false));
  }

  @Test
  void tellsWhatTheClientHasTheProviderCache() {
    var texts =
        texts(
            "/v1/messages",
            """
            {"messages": [
              {"role": "user", "content": [
                {"type": "text", "text": "a"},
                {"type": "text", "text": "b", "cache_control": {"type": "ephemeral"}},
                {"type": "text", "text": "c"}]}]}
            """);

    assertThat(texts).extracting(PromptText::cached).containsExactly(true, true, false);
    assertThat(
            texts(
                "/v1/messages",
                """
                {"cache_control": {"type": "ephemeral"},
                 "messages": [{"role": "user", "content": "a"}]}
                """))
        .extracting(PromptText::cached)
        .containsExactly(true);
  }

  @Test
  void everyOtherByteStays() {
    var body =
        "{ \"messages\" : [ {\"role\":\"user\",\"content\":\"caf\\u00e9 1\"} ,\n"
            + " {\"role\":\"user\",\"content\":\"\\ud83d\\ude00\"}],\"x\":1.50, \"tools\":[ {} ]}";
    var texts = PromptTexts.of(ChatRequest.of(CHAT, body.getBytes(UTF_8)));

    var changed = texts.with(List.of("caf\u00e9 \"\u4e2d\u6587\" \ud83d\ude80\n", "\ud83d\ude00"));

    assertThat(new String(changed.body(), UTF_8))
        .isEqualTo(body.replace("caf\\u00e9 1", "caf\u00e9 \\\"\u4e2d\u6587\\\" \ud83d\ude80\\n"));
    assertThat(changed.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
    assertThat(changed.lastUserText()).isEqualTo("\ud83d\ude00");
  }

  @Test
  void halfALetterStaysHalfALetter() {
    var body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a \\ud83d b\"}]}";
    var texts = PromptTexts.of(ChatRequest.of(CHAT, body.getBytes(UTF_8)));

    var changed = texts.with(List.of("\ud83d b \ud83d\ude00"));

    assertThat(PromptTexts.of(changed).texts())
        .extracting(PromptText::text)
        .containsExactly("\ud83d b \ud83d\ude00");
  }

  @Test
  void equalTextsAreTheSameRequest() {
    var request =
        ChatRequest.of("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}".getBytes(UTF_8));

    assertThat(PromptTexts.of(request).with(List.of("a"))).isSameAs(request);
  }

  @Test
  void thereIsOneTextForEach() {
    var request =
        ChatRequest.of("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}".getBytes(UTF_8));
    var texts = PromptTexts.of(request);
    var tooMany = new ArrayList<>(List.of("a", "b"));

    assertThatThrownBy(() -> texts.with(tooMany)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> texts.with(List.of())).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"messages\":[]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\",\"type\":\"text\",\"text\":\"b\"}]}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]",
        "{\"messages\":[{\"role\":\"user\",\"content\":{\"text\":\"a\"}},[[\"b\"]],1]}",
        "[]",
        "a"
      })
  void whatCanBeReadInTwoWaysHasNoTexts(String body) {
    assertThat(texts(CHAT, body)).isEmpty();
  }

  private static List<PromptText> texts(String path, String body) {
    return PromptTexts.of(ChatRequest.of(path, body.getBytes(UTF_8))).texts();
  }
}
