package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OpenAI's own Java client, as anybody uses it. */
class OpenAiJavaClientIT {

  private final Environment environment = Environment.get();

  @Test
  void getsAnAnswer() {
    try (var client = new Closing(client("/v1", "alice-key"))) {
      var completion = client.openai().chat().completions().create(ask(Chat.EASY).build());

      assertThat(completion.choices().getFirst().message().content())
          .hasValueSatisfying(text -> assertThat(text).startsWith("fast/gpt-5-mini:"));
      assertThat(completion.model()).isEqualTo("gpt-5-mini");
      assertThat(completion.usage()).isPresent();
    }
  }

  @Test
  void getsAStream() {
    try (var client = new Closing(client("/v1", "alice-key"))) {
      var whole = ChatCompletionAccumulator.create();
      try (var stream =
          client.openai().chat().completions().createStreaming(ask(Chat.HARD).build())) {
        stream.stream().forEach(whole::accumulate);
      }

      assertThat(whole.chatCompletion().choices().getFirst().message().content())
          .hasValueSatisfying(text -> assertThat(text).startsWith("smart/gpt-5.1:"));
    }
  }

  @Test
  void callsATool() {
    var tool =
        ChatCompletionFunctionTool.builder()
            .function(
                FunctionDefinition.builder()
                    .name("get_weather")
                    .parameters(
                        FunctionParameters.builder()
                            .putAdditionalProperty("type", JsonValue.from("object"))
                            .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string"))))
                            .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                            .build())
                    .build())
            .build();
    try (var client = new Closing(client("/v1", "alice-key"))) {
      var completion =
          client
              .openai()
              .chat()
              .completions()
              .create(ask("Please call the tool for Paris").addTool(tool).build());

      var call = completion.choices().getFirst().message().toolCalls().orElseThrow().getFirst();
      assertThat(call.asFunction().function().name()).isEqualTo("get_weather");
      assertThat(Chat.json(call.asFunction().function().arguments()).has("city")).isTrue();
    }
  }

  @Test
  void showsOurErrorsAsItsOwn() {
    try (var client = new Closing(client("/broken", "alice-key"))) {
      var error =
          catchThrowableOfType(
              InternalServerException.class,
              () -> client.openai().chat().completions().create(ask(Chat.EASY).build()));

      assertThat(error.statusCode()).isEqualTo(500);
      assertThat(error.code()).contains("invalid_plugin_config");
      assertThat(error.getMessage()).contains("similarity_threshold must be in (0, 1]");
    }
  }

  @Test
  void showsAWrongKeyAsUnauthorized() {
    try (var client = new Closing(client("/v1", "not-a-key"))) {
      var error =
          catchThrowableOfType(
              UnauthorizedException.class,
              () -> client.openai().chat().completions().create(ask(Chat.EASY).build()));

      assertThat(error.statusCode()).isEqualTo(401);
    }
  }

  @Test
  @Timeout(60)
  void waitsForItsBudgetAndTriesAgainByItself() {
    double before = refusals();
    try (var client = new Closing(builder("/tight-java", "alice-key").build())) {
      // The second meets a full budget, unless two seconds pass between the two.
      while (refusals() == before) {
        var completion = client.openai().chat().completions().create(small().build());

        assertThat(completion.choices()).hasSize(1);
      }
    }
  }

  @Test
  @Timeout(60)
  void showsABudgetThatIsUsedUpAsARateLimit() {
    try (var client = new Closing(client("/tight-java-once", "alice-key"))) {
      RateLimitException error = null;
      while (error == null) {
        error =
            catchThrowableOfType(
                RateLimitException.class,
                () -> client.openai().chat().completions().create(small().build()));
      }

      assertThat(error.statusCode()).isEqualTo(429);
      assertThat(error.code()).contains("rate_limit_exceeded");
      assertThat(error.getMessage()).contains(Environment.TIGHT_BUDGET);
      assertThat(error.headers().values("Retry-After")).hasSize(1);
    }
  }

  /** Returns how often the budgets of the tight routes refused. */
  private double refusals() {
    return environment.runner.metric(
        "sluice_budget_refused_total", "budget=\"" + Environment.TIGHT_BUDGET + "\"");
  }

  /** A question with an answer for which a tight route has room once. */
  private static ChatCompletionCreateParams.Builder small() {
    return ask(Chat.EASY).model("gpt-5-mini").maxCompletionTokens(20);
  }

  private record Closing(OpenAIClient openai) implements AutoCloseable {
    @Override
    public void close() {
      openai.close();
    }
  }

  private OpenAIClient client(String path, String key) {
    return builder(path, key).maxRetries(0).build();
  }

  private OpenAIOkHttpClient.Builder builder(String path, String key) {
    return OpenAIOkHttpClient.builder().baseUrl(environment.url + path).apiKey(key);
  }

  private static ChatCompletionCreateParams.Builder ask(String question) {
    return ChatCompletionCreateParams.builder().model("auto").addUserMessage(question);
  }
}
