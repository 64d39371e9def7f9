package io.sluice.exchange.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from each API, whole and streamed. */
class ProviderAnswerTest {

  private static final ToolCall WEATHER = new ToolCall("weather", "{\"city\":\"Bern\"}");
  private static final ToolCall SPACED_WEATHER = new ToolCall("weather", "{\"city\": \"Bern\"}");

  @Test
  void aChatCompletion() {
    var answer = Bodies.read(Bodies.CHAT);

    assertThat(answer.recognised()).isTrue();
    assertThat(answer.finished()).isTrue();
    assertThat(answer.model()).isEqualTo("gpt-5-mini");
    assertThat(answer.text()).isEqualTo("Grüße, \"Ada\" 😀😀\n");
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.usage()).contains(new Usage(20, 16, 2, 9, 3));
    assertThat(answer.error()).isEmpty();
  }

  @Test
  void aChatCompletionStreamed() {
    var answer = Bodies.read(Bodies.CHAT_STREAM);

    assertThat(answer.finished()).isTrue();
    assertThat(answer.model()).isEqualTo("gpt-5-mini");
    assertThat(answer.text()).isEqualTo("Grüße, Ada 😀");
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.usage()).contains(new Usage(20, 0, 9));
  }

  @Test
  void toolCallsAreAssembledByTheirIndex() {
    var answer = Bodies.read(Bodies.CHAT_TOOLS_STREAM);

    assertThat(answer.toolCalls()).containsExactly(WEATHER, new ToolCall("time", "{}"));
    assertThat(answer.finishReason()).isEqualTo("tool_calls");
    assertThat(answer.usage()).contains(new Usage(7, 0, 5));
  }

  @Test
  void toolCallsThatShareAnIndexAreToldApartByTheirIds() {
    var answer =
        Bodies.read(
            """
            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{}"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"y","arguments":"{"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"arguments":"}"}}]}}]}
            """);

    assertThat(answer.toolCalls())
        .containsExactly(new ToolCall("x", "{}"), new ToolCall("y", "{}"));
  }

  @Test
  void toolCallsWithoutAnIndexGoOnUntilAnotherIsNamed() {
    var answer =
        Bodies.read(
            """
            data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"x","arguments":"{"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"}"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"y","arguments":"[]"}}]}}]}
            """);

    assertThat(answer.toolCalls())
        .containsExactly(new ToolCall("x", "{}"), new ToolCall("y", "[]"));
  }

  @Test
  void legacyFunctionCallsAreToolCalls() {
    var whole =
        Bodies.read(
            """
            {"choices": [{"message": {"content": null, "function_call": {"name": "x", "arguments": "{}"}},
              "finish_reason": "function_call"}]}
            """);
    var streamed =
        Bodies.read(
            """
            data: {"choices":[{"delta":{"function_call":{"name":"x","arguments":""}}}]}

            data: {"choices":[{"delta":{"function_call":{"arguments":"{}"}}}]}
            """);

    assertThat(whole.toolCalls()).containsExactly(new ToolCall("x", "{}"));
    assertThat(streamed.toolCalls()).containsExactly(new ToolCall("x", "{}"));
  }

  @Test
  void everyChoiceHasItsText() {
    var whole =
        Bodies.read(
            """
            {"choices": [{"message": {"content": "two"}, "index": 1, "finish_reason": "length"},
                         {"message": {"content": "one"}, "index": 0, "finish_reason": "stop"}]}
            """);
    var streamed =
        Bodies.read(
            """
            data: {"choices":[{"index":1,"delta":{"content":"tw"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"one"},"finish_reason":"stop"}]}

            data: {"choices":[{"index":1,"delta":{"content":"o"}}]}
            """);

    assertThat(whole.texts()).containsExactly("one", "two");
    assertThat(whole.text()).isEqualTo("one");
    assertThat(whole.finishReason()).isEqualTo("stop");
    assertThat(streamed.texts()).containsExactly("one", "two");
    assertThat(streamed.finished()).as("the second choice goes on").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reasoning_content\": \"Hm.\", \"content\": \"Aye.\"}",
        "{\"reasoning\": \"Hm.\", \"content\": \"Aye.\"}",
        "{\"reasoning\": \"Hm.\", \"reasoning_content\": \"Hm.\", \"content\": \"Aye.\"}",
        "{\"reasoning\": \"Hm.\", \"reasoning_details\": [{\"text\": \"Hm.\"}], \"content\":"
            + " \"Aye.\"}",
        "{\"content\": [{\"type\": \"thinking\", \"thinking\": [{\"type\": \"text\", \"text\":"
            + " \"Hm.\"}]}, {\"type\": \"text\", \"text\": \"Aye.\"}]}",
      })
  void reasoningIsNotTheText(String message) {
    var whole = Bodies.read("{\"choices\": [{\"message\": " + message + "}]}");
    var streamed = Bodies.read("data: {\"choices\": [{\"delta\": " + message + "}]}\n\n");

    assertThat(List.of(whole, streamed))
        .allSatisfy(answer -> {
          assertThat(answer.reasoning()).isEqualTo("Hm.");
          assertThat(answer.text()).isEqualTo("Aye.");
        });
  }

  @Test
  void aRefusalIsNotTheText() {
    var answer =
        Bodies.read("{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"No.\"}}]}");

    assertThat(answer.refusal()).isEqualTo("No.");
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void aLegacyCompletion() {
    var answer = Bodies.read(Bodies.COMPLETION);

    assertThat(answer.text()).isEqualTo(" + fib(n)");
    assertThat(answer.finishReason()).isEqualTo("length");
    assertThat(answer.usage()).contains(new Usage(3, 0, 4));
  }

  @Test
  void aResponse() {
    var answer = Bodies.read(Bodies.RESPONSE);

    assertThat(answer.model()).isEqualTo("gpt-5.1");
    assertThat(answer.text()).isEqualTo("Bern is nice.");
    assertThat(answer.reasoning()).isEqualTo("Let me see.");
    assertThat(answer.toolCalls()).containsExactly(WEATHER);
    assertThat(answer.builtInCalls())
        .containsExactly(
            new ToolCall("web_search_call", "{\"type\": \"search\", \"query\": \"bern\"}"));
    assertThat(answer.finishReason()).isEqualTo("completed");
    assertThat(answer.usage()).contains(new Usage(50, 10, 0, 30, 12));
  }

  @Test
  void aResponseStreamed() {
    var answer = Bodies.read(Bodies.RESPONSE_STREAM);

    assertThat(answer.finished()).isTrue();
    assertThat(answer.text()).isEqualTo("Bern is nice.");
    assertThat(answer.reasoning()).isEqualTo("Let me see.");
    assertThat(answer.toolCalls()).containsExactly(WEATHER);
    assertThat(answer.finishReason()).isEqualTo("completed");
    assertThat(answer.usage()).contains(new Usage(50, 0, 0, 30, 12));
  }

  @Test
  void aResponseStreamWithoutItsLastEventHasWhatWasStreamed() {
    var cut =
        Bodies.RESPONSE_STREAM.substring(
            0, Bodies.RESPONSE_STREAM.indexOf("event: response.completed"));

    var answer = Bodies.read(cut);

    assertThat(answer.finished()).isFalse();
    assertThat(answer.text()).isEqualTo("Bern is nice.");
    assertThat(answer.reasoning()).isEqualTo("Let me see.");
    assertThat(answer.toolCalls()).containsExactly(WEATHER);
    assertThat(answer.finishReason()).isEmpty();
    assertThat(answer.usage()).isEmpty();
  }

  @Test
  void aResponseThatFailedIsAnError() {
    var answer =
        Bodies.read(
            """
            data: {"type":"response.failed","response":{"status":"failed","error":{"code":"insufficient_quota","message":"No quota."},"output":[]}}

            """);

    assertThat(answer.finishReason()).isEqualTo("failed");
    assertThat(answer.error()).contains("No quota.");
    assertThat(answer.finished()).isTrue();
  }

  @Test
  void aMessage() {
    var answer = Bodies.read(Bodies.MESSAGE);

    assertThat(answer.model()).isEqualTo("claude-sonnet-4-5");
    assertThat(answer.text()).isEqualTo("I look it up.");
    assertThat(answer.reasoning()).isEqualTo("Hm.");
    assertThat(answer.toolCalls())
        .containsExactly(new ToolCall("weather", "{\"city\": \"Bern\", \"days\": 1.0}"));
    assertThat(answer.builtInCalls())
        .containsExactly(new ToolCall("web_search", "{\"query\": \"bern\"}"));
    assertThat(answer.finishReason()).isEqualTo("tool_use");
    assertThat(answer.usage()).contains(new Usage(3210, 3000, 200, 40, 0));
  }

  @Test
  void aMessageStreamed() {
    var answer = Bodies.read(Bodies.MESSAGE_STREAM);

    assertThat(answer.finished()).isTrue();
    assertThat(answer.text()).isEqualTo("I look it up.");
    assertThat(answer.reasoning()).isEqualTo("Hm.");
    assertThat(answer.toolCalls()).containsExactly(SPACED_WEATHER);
    assertThat(answer.finishReason()).isEqualTo("tool_use");
    assertThat(answer.usage()).contains(new Usage(3210, 3000, 200, 40, 0));
  }

  @Test
  void aStreamedInputThatCameWholeIsKept() {
    var answer =
        Bodies.read(
            """
            data: {"type":"content_block_start","content_block":{"type":"tool_use","name":"x","input":{"a":1}}}

            data: {"type":"content_block_stop"}

            data: {"type":"content_block_start","content_block":{"type":"tool_use","name":"y","input":{}}}

            data: {"type":"content_block_stop"}
            """);

    assertThat(answer.toolCalls())
        .containsExactly(new ToolCall("x", "{\"a\":1}"), new ToolCall("y", ""));
  }

  @Test
  void aGoogleAnswer() {
    var answer = Bodies.read(Bodies.GOOGLE);

    assertThat(answer.model()).isEqualTo("gemini-2.5-flash");
    assertThat(answer.text()).isEqualTo("Bern is nice.");
    assertThat(answer.reasoning()).isEqualTo("Hm.");
    assertThat(answer.toolCalls()).containsExactly(SPACED_WEATHER);
    assertThat(answer.builtInCalls()).containsExactly(new ToolCall("executableCode", "print(1)"));
    assertThat(answer.finishReason()).isEqualTo("STOP");
    assertThat(answer.usage()).contains(new Usage(105, 80, 0, 50, 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {Bodies.GOOGLE_STREAM, Bodies.GOOGLE_ARRAY})
  void aGoogleAnswerStreamed(String body) {
    var answer = Bodies.read(body);

    assertThat(answer.text()).isEqualTo("Bern is nice.");
    assertThat(answer.finishReason()).isEqualTo("STOP");
    assertThat(answer.finished()).isTrue();
    assertThat(answer.usage()).isPresent();
  }

  @Test
  void ofReportsThatFollowEachOtherTheLastCounts() {
    assertThat(Bodies.read(Bodies.GOOGLE_STREAM).usage()).contains(new Usage(18, 0, 0, 41, 35));
    assertThat(Bodies.read(Bodies.GOOGLE_ARRAY).usage()).contains(new Usage(18, 0, 6));
  }

  @Test
  void googleArgumentsThatComeInPieces() {
    var answer =
        Bodies.read(
            """
            data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","willContinue":true}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.city","stringValue":"Bern"}],"willContinue":true}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{}}]},"finishReason":"STOP"}]}
            """);

    assertThat(answer.toolCalls()).containsExactly(new ToolCall("weather", "Bern"));
  }

  @Test
  void aGooglePromptThatWasBlocked() {
    var answer = Bodies.read("{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}");

    assertThat(answer.finishReason()).isEqualTo("SAFETY");
  }

  @Test
  void aGoogleInteraction() {
    var answer = Bodies.read(Bodies.INTERACTION_STREAM);

    assertThat(answer.text()).isEqualTo("Bern is nice.");
    assertThat(answer.finishReason()).isEqualTo("completed");
    assertThat(answer.usage()).contains(new Usage(220, 0, 0, 1763, 1173));
    assertThat(answer.usage().orElseThrow().total()).isEqualTo(1983);
  }

  @Test
  void aConversation() {
    var answer = Bodies.read(Bodies.CONVERSE);

    assertThat(answer.text()).isEqualTo("I look it up.");
    assertThat(answer.reasoning()).isEqualTo("Hm.");
    assertThat(answer.toolCalls()).containsExactly(SPACED_WEATHER);
    assertThat(answer.finishReason()).isEqualTo("tool_use");
    assertThat(answer.usage()).contains(new Usage(1354, 30, 1322, 5, 0));
  }

  @Test
  void cohereIsReadInBothItsVersions() {
    var second = Bodies.read(Bodies.COHERE);
    var first = Bodies.read(Bodies.COHERE_V1);
    var streamed = Bodies.read(Bodies.COHERE_STREAM);

    assertThat(List.of(second, first, streamed))
        .allSatisfy(answer -> {
          assertThat(answer.text()).startsWith("Aye");
          assertThat(answer.finishReason()).isEqualTo("COMPLETE");
        });
    assertThat(second.usage())
        .as("what is billed, not what was read")
        .contains(new Usage(7, 0, 88));
    assertThat(first.usage()).contains(new Usage(7, 0, 8));
    assertThat(streamed.usage()).contains(new Usage(212, 0, 65));
    assertThat(second.toolCalls()).containsExactly(new ToolCall("weather", "{}"));
    assertThat(streamed.toolCalls()).containsExactly(new ToolCall("weather", "{}"));
    assertThat(streamed.reasoning()).isEqualTo("Hm.");
  }

  @Test
  void anOllamaAnswer() {
    var answer = Bodies.read(Bodies.OLLAMA);
    var streamed = Bodies.read(Bodies.OLLAMA_STREAM);

    assertThat(answer.text()).isEqualTo("Aye.");
    assertThat(answer.reasoning()).isEqualTo("Hm.");
    assertThat(answer.toolCalls()).containsExactly(SPACED_WEATHER);
    assertThat(answer.usage()).contains(new Usage(26, 0, 8));
    assertThat(streamed.text()).isEqualTo("Aye.");
    assertThat(streamed.finished()).isTrue();
    assertThat(streamed.usage()).contains(new Usage(26, 0, 8));
  }

  @Test
  void anOllamaStreamThatEndsBetweenLinesIsNotFinished() {
    var lines = Bodies.OLLAMA_STREAM.lines().toList();

    assertThat(Bodies.read(lines.get(0) + "\n").finished()).isFalse();
    assertThat(Bodies.read(lines.get(0) + "\n" + lines.get(1) + "\n").finished()).isFalse();
  }

  @Test
  void anOllamaAnswerThatLeavesOutItsPromptHasNoUsage() {
    assertThat(Bodies.read(Bodies.OLLAMA.replace("\"prompt_eval_count\": 26,", "")).usage())
        .isEmpty();
  }

  @Test
  void aStreamWhoseSummaryHasAnotherTextHasThat() {
    var answer =
        Bodies.read(Bodies.RESPONSE_STREAM.replace("\"delta\":\"is nice.\"", "\"delta\":\"is\""));

    assertThat(answer.text()).isEqualTo("Bern is nice.");
  }

  @Test
  void anEmbedding() {
    var answer = Bodies.read(Bodies.EMBEDDING);

    assertThat(answer.recognised()).isTrue();
    assertThat(answer.finished()).isTrue();
    assertThat(answer.texts()).isEmpty();
    assertThat(answer.model()).isEqualTo("text-embedding-3-small");
    assertThat(answer.usage()).contains(new Usage(8, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\": {\"message\": \"No.\", \"type\": \"invalid_request_error\"}}",
        "{\"type\": \"error\", \"error\": {\"type\": \"overloaded_error\", \"message\": \"No.\"}}",
        "{\"error\": \"No.\"}",
        "[{\"error\": {\"code\": 400, \"message\": \"No.\", \"status\": \"INVALID\"}}]",
        "{\"message\": \"No.\"}",
        "{\"id\": \"x\", \"message\": \"No.\"}",
        "{\"detail\": \"No.\"}",
        "{\"detail\": [{\"loc\": [\"body\"], \"msg\": \"No.\"}]}",
        "{\"error_msg\": \"No.\"}",
        "{\"object\": \"error\", \"message\": \"No.\"}",
        "event: error\ndata: {\"error\": {\"message\": \"No.\"}}\n\n",
        "data: {\"type\":\"error\",\"message\":\"No.\"}\n\n",
        "data: {\"error\":{\"message\":\"No.\"},\"choices\":[{\"delta\":{\"content\":\"\"}}]}\n\n",
      })
  void errorsAreReadInEveryShape(String body) {
    var answer = Bodies.read(body);

    assertThat(answer.error()).contains("No.");
    assertThat(answer.recognised()).isTrue();
    assertThat(answer.finished()).isTrue();
    assertThat(answer.text()).isEmpty();
    assertThat(answer.usage()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "<html>502 Bad Gateway</html>",
        "null",
        "true",
        "\"text\"",
        "12",
        "[]",
        "[1, [2]]",
        "{}",
        "{\"totalTokens\": 12}",
        "{\"method\": \"POST\", \"pathname\": \"/x\"}",
        "data: [DONE]\n\n",
        ": keep-alive\n\n",
      })
  void whatIsNoAnswerIsNotRecognised(String body) {
    var answer = Bodies.read(body);

    assertThat(answer.recognised()).isFalse();
    assertThat(answer.finished()).isFalse();
    assertThat(answer.usage()).isEmpty();
    assertThat(answer.error()).isEmpty();
    assertThat(answer.billedText()).isEmpty();
  }

  @Test
  void whatIsBilledIsAllThatTheModelWrote() {
    assertThat(Bodies.read(Bodies.MESSAGE).billedText())
        .isEqualTo(
            """
            I look it up.
            Hm.
            weather
            {"city": "Bern", "days": 1.0}
            web_search
            {"query": "bern"}\
            """);
    assertThat(
            Bodies.read(
                    "{\"choices\": [{\"message\": {\"content\": \"one\"}}, {\"message\":"
                        + " {\"content\": \"two\", \"refusal\": \"no\"}}]}")
                .billedText())
        .isEqualTo("one\ntwo\nno");
  }

  @Test
  void itsTextFormShowsNoContent() {
    assertThat(Bodies.read(Bodies.CHAT).toString()).doesNotContain("Ada");
  }
}
