package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.replay.RecordedAnswer;
import io.sluice.exchange.replay.RecordedAnswer.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The official client takes a replayed answer for the provider's own. */
@Timeout(60)
class ReplayClientTest {

  private static final RequestId ID = new RequestId("019a9f3c-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.ofEpochSecond(1_763_640_000);

  /** Gives a recorded answer in the form that each request asks for. */
  private HttpServer server;

  private OpenAIClient client;
  private RecordedAnswer recorded;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    recorded = record(StubClient.HELLO);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/v1")
            .apiKey("key")
            .maxRetries(0)
            .responseValidation(true)
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  /** The stub's answer to the same question, whole and streamed. */
  static Stream<String> originals() {
    return Stream.of(
        StubClient.HELLO,
        StubClient.STREAMED_HELLO,
        StubClient.STREAMED_HELLO.replace("\"include_usage\":true", "\"include_usage\":false"));
  }

  @ParameterizedTest
  @MethodSource("originals")
  void readsAReplayWhole(String original) throws IOException, InterruptedException {
    recorded = record(original);

    var completion = client.chat().completions().create(question().build());

    assertThat(completion.id()).isEqualTo("chatcmpl-019a9f3c000070008000000000000001");
    assertThat(completion.created()).isEqualTo(1_763_640_000);
    assertThat(completion.model()).isEqualTo("gpt-5-mini");
    var choice = completion.choices().getFirst();
    assertThat(choice.message().content()).contains(recorded.text());
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(completion.usage().isPresent()).isEqualTo(recorded.usage().isPresent());
  }

  @ParameterizedTest
  @MethodSource("originals")
  void readsAReplayedStreamToTheSameAnswer(String original)
      throws IOException, InterruptedException {
    recorded = record(original);
    var whole = client.chat().completions().create(question().build());

    var streamed = accumulated(stream(true));

    assertThat(streamed.id()).isEqualTo(whole.id());
    assertThat(streamed.created()).isEqualTo(whole.created());
    assertThat(streamed.model()).isEqualTo(whole.model());
    assertThat(streamed.usage()).isEqualTo(whole.usage());
    var choice = streamed.choices().getFirst();
    assertThat(choice.message().content())
        .isEqualTo(whole.choices().getFirst().message().content());
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
  }

  @Test
  void readsTheUsageOfAStreamInALastChunkOnlyIfItAskedForIt() {
    var asked = stream(true);
    var notAsked = stream(false);

    assertThat(asked.getLast().choices()).isEmpty();
    assertThat(asked.getLast().usage()).isPresent();
    assertThat(asked.subList(0, asked.size() - 1)).allMatch(chunk -> chunk.usage().isEmpty());
    assertThat(notAsked)
        .hasSize(asked.size() - 1)
        .allMatch(chunk -> chunk.usage().isEmpty() && chunk.choices().size() == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: [DONE]\n\n",
        "\r\n\r\ndata: {\"choices\":[]}\n\nevent: error\n",
        "漢字仮名 👩‍👩‍👧‍👦 🇨🇭 e\u0301 \u2028\u2029\u0085 \u0000 \\ \" </script>",
        "{\"error\": {\"message\": \"no\"}}"
      })
  void readsEveryTextAsItWasWritten(String text) {
    var written = text.repeat(50);
    var body = new JsonMapper().readTree(recorded.document());
    var message = body.path("choices").path(0).path("message");
    recorded =
        taken(
            StubClient.HELLO,
            body.toString()
                .replace(
                    message.path("content").toString(),
                    new JsonMapper().writeValueAsString(written)));

    var whole = client.chat().completions().create(question().build());

    assertThat(whole.choices().getFirst().message().content()).contains(written);
    assertThat(accumulated(stream(true)).choices().getFirst().message().content())
        .contains(written);
  }

  private List<ChatCompletionChunk> stream(boolean withUsage) {
    var params = question();
    if (withUsage) {
      params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    }
    try (var response = client.chat().completions().createStreaming(params.build())) {
      return response.stream().map(ChatCompletionChunk::validate).toList();
    }
  }

  private static ChatCompletion accumulated(List<ChatCompletionChunk> chunks) {
    var accumulator = ChatCompletionAccumulator.create();
    chunks.forEach(accumulator::accumulate);
    return accumulator.chatCompletion();
  }

  private static ChatCompletionCreateParams.Builder question() {
    return ChatCompletionCreateParams.builder().model("gpt-5-mini").addUserMessage("Hello there");
  }

  private static RecordedAnswer record(String request) throws IOException, InterruptedException {
    HttpResponse<String> response;
    try (var provider = StubProvider.start("smart", StubBehaviour.normal())) {
      response = StubClient.chat(provider, request);
    }
    return taken(request, response.body());
  }

  private static RecordedAnswer taken(String request, String body) {
    var asked = ChatRequest.of(request.getBytes(UTF_8));
    return switch (RecordedAnswer.of(asked, 200, "", body, true)) {
      case Outcome.Taken(RecordedAnswer answer) -> answer;
      case Outcome.NotTaken notTaken -> throw new AssertionError(notTaken.toString());
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    var asked = ChatRequest.of(exchange.getRequestBody().readAllBytes());
    var stop = recorded.replay(asked, ID, NOW);
    stop.headers()
        .forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
    exchange.sendResponseHeaders(stop.status(), stop.body().length);
    exchange.getResponseBody().write(stop.body());
    exchange.close();
  }
}
