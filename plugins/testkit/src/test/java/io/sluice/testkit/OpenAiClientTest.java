package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall.Function;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The official client takes the stub for the real thing. */
@Timeout(60)
class OpenAiClientTest {

  private final StubProvider provider = StubProvider.start("smart", StubBehaviour.normal());
  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl(provider.baseUrl().toString())
          .apiKey("key")
          .maxRetries(0)
          .responseValidation(true)
          .build();

  @AfterEach
  void stop() {
    client.close();
    provider.close();
  }

  @Test
  void readsAWholeAnswer() {
    var completion = client.chat().completions().create(question("What is new?").build());

    assertThat(completion.choices().getFirst().message().content())
        .hasValueSatisfying(text -> assertThat(text).startsWith("smart/gpt-5.1: What is new?"));
    assertThat(completion.usage())
        .hasValueSatisfying(usage -> assertThat(usage.completionTokens()).isEqualTo(16));
    assertThat(provider.received().getFirst().headers("authorization"))
        .containsExactly("Bearer key");
  }

  @Test
  void readsAStreamToTheSameAnswer() {
    var params =
        question("What is new?")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    var streamed = stream(params);

    var whole = client.chat().completions().create(question("What is new?").build());
    assertThat(streamed.choices().getFirst().message().content())
        .isEqualTo(whole.choices().getFirst().message().content());
    assertThat(streamed.usage()).isEqualTo(whole.usage());
    assertThat(streamed.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
  }

  @Test
  void readsAToolCallWholeAndStreamed() {
    var params = question("Please call the tool").addTool(weather()).build();

    var whole = call(client.chat().completions().create(params));
    var streamed = call(stream(params));

    assertThat(whole.name()).isEqualTo("weather");
    assertThat(whole.arguments()).isEqualTo("{\"city\":\"text\",\"days\":1}");
    assertThat(streamed.name()).isEqualTo(whole.name());
    assertThat(streamed.arguments()).isEqualTo(whole.arguments());
  }

  @Test
  void showsErrorsAsItsOwn() {
    assertThatThrownBy(() -> answerWith("429"))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.code()).hasValue("rate_limit_exceeded"));
    assertThatThrownBy(() -> answerWith("401"))
        .isInstanceOfSatisfying(
            UnauthorizedException.class, e -> assertThat(e.code()).hasValue("invalid_api_key"));
    assertThatThrownBy(() -> answerWith("503"))
        .isInstanceOfSatisfying(
            InternalServerException.class,
            e -> assertThat(e).hasMessageContaining("smart was told to answer 503"));
  }

  @Test
  void listsModels() {
    var models = client.models().list().data();

    assertThat(models).extracting(model -> model.id()).containsExactly("smart");
  }

  private void answerWith(String status) {
    provider.behave(StubBehaviour.normal().with("status", status));
    client.chat().completions().create(question("What is new?").build());
  }

  private ChatCompletion stream(ChatCompletionCreateParams params) {
    var accumulator = ChatCompletionAccumulator.create();
    try (var response = client.chat().completions().createStreaming(params)) {
      response.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private static Function call(ChatCompletion completion) {
    var calls = completion.choices().getFirst().message().toolCalls().orElseThrow();
    return calls.getFirst().asFunction().function();
  }

  private static ChatCompletionCreateParams.Builder question(String text) {
    return ChatCompletionCreateParams.builder().model("gpt-5.1").addUserMessage(text);
  }

  private static ChatCompletionFunctionTool weather() {
    // Their order shows in the arguments.
    var properties = new LinkedHashMap<String, Map<String, String>>();
    properties.put("city", Map.of("type", "string"));
    properties.put("days", Map.of("type", "integer"));
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name("weather")
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(properties))
                        .build())
                .build())
        .build();
  }
}
