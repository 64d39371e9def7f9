package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingIT {

  private final Environment environment = Environment.get();

  @BeforeEach
  void forgetEarlierRequests() {
    environment.fast.forget();
    environment.smart.forget();
  }

  @ParameterizedTest
  @CsvSource({"EASY, fast, gpt-5-mini", "HARD, smart, gpt-5.1"})
  void aQuestionGoesToTheTierOfItsMeaning(String question, String tier, String model)
      throws Exception {
    var asked = question.equals("EASY") ? Chat.EASY : Chat.HARD;

    var answer = post("/v1/chat/completions", Chat.request(asked));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Chat.content(answer.body())).startsWith(tier + "/" + model + ":");
    assertThat(answer.headers().firstValue("X-AI-Tier")).contains(tier);
    assertThat(answer.headers().firstValue("X-AI-Target")).contains(tier);
    assertThat(answer.headers().firstValue("X-AI-Request-Id"))
        .hasValueSatisfying(id -> assertThat(UUID.fromString(id).version()).isEqualTo(7));
    assertThat(answer.headers().firstValue("X-AI-Decision"))
        .hasValueSatisfying(decision -> assertThat(decision).startsWith("ai-semantic-router;"));
  }

  @Test
  void whatNobodyUnderstandsReachesTheProviderAsItWasWritten() throws Exception {
    var body =
        """
        { "x_unknown" : [1.0, 1e2, {"model": "inner"}], "model":"auto",
          "messages":[{"role":"user","content":"%s","name":"\\u00e9 你好 🙂"}],"seed":12345678901234567890 }
        """
            .formatted(Chat.EASY);

    post("/v1/chat/completions", body);

    assertThat(environment.fast.awaitReceived(1).getFirst().body().text())
        .isEqualTo(body.replace("\"auto\"", "\"gpt-5-mini\""));
  }

  @Test
  void theProviderSeesTheRunnersHeadersAndNotTheClientsKey() throws Exception {
    post("/v1/chat/completions", Chat.request(Chat.EASY));

    var received = environment.fast.awaitReceived(1).getFirst();
    assertThat(received.headers("X-AI-Target")).containsExactly("fast");
    assertThat(received.headers("X-AI-Tier")).containsExactly("fast");
    assertThat(received.headers("X-AI-Request-Id")).hasSize(1);
    assertThat(received.headers("Authorization")).isEmpty();
  }

  @Test
  void aSpoofedTargetHasNoEffect() throws Exception {
    var request =
        environment
            .request("/v1/chat/completions")
            .header("X-AI-Target", "smart")
            .header("x-ai-tier", "smart")
            .header("X-Ai-Request-Id", "mine")
            .header("X-AI-Anything", "mine")
            .POST(BodyPublishers.ofString(Chat.request(Chat.EASY)))
            .build();

    var answer = environment.http.send(request, BodyHandlers.ofString());

    assertThat(Chat.content(answer.body())).startsWith("fast/");
    var received = environment.fast.awaitReceived(1).getFirst();
    assertThat(received.headers("X-AI-Target")).containsExactly("fast");
    assertThat(received.headers("X-AI-Request-Id")).doesNotContain("mine").hasSize(1);
    assertThat(received.headers("X-AI-Anything")).isEmpty();
  }

  @Test
  void aStreamArrivesAsItIsMade() throws Exception {
    var request =
        environment
            .request("/v1/chat/completions")
            .header("x-stub-tokens", "12")
            .header("x-stub-token-pace-ms", "50")
            .POST(BodyPublishers.ofString(Chat.streamed(Chat.EASY)))
            .build();

    HttpResponse<InputStream> answer = environment.http.send(request, BodyHandlers.ofInputStream());

    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    var lines = new ArrayList<String>();
    try (var reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      lines.add(reader.readLine());
      // The first line is here while the provider is still at work: nothing held it back.
      assertThat(environment.fast.received().getFirst().finished()).isFalse();
      reader.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
    }
    assertThat(lines).allMatch(line -> line.startsWith("data: "));
    assertThat(lines.getLast()).isEqualTo("data: [DONE]");
    assertThat(String.join("", lines)).contains("fast/gpt-5-mini:");
  }

  @Test
  void theLogEntryClosesTheExchange() throws Exception {
    double logged = ended();

    post("/v1/chat/completions", Chat.request(Chat.EASY));
    post("/v1/chat/completions", Chat.streamed(Chat.HARD));

    Processes.await("two log entries", () -> ended() >= logged + 2);
  }

  @Test
  void aStreamThatTheClientCutsClosesTheExchangeToo() throws Exception {
    double logged = ended();
    var request =
        environment
            .request("/v1/chat/completions")
            .header("x-stub-tokens", "5000")
            .header("x-stub-token-pace-ms", "20")
            .POST(BodyPublishers.ofString(Chat.streamed(Chat.EASY)))
            .build();

    try (var body = environment.http.send(request, BodyHandlers.ofInputStream()).body()) {
      assertThat(body.read()).isEqualTo('d');
    }

    Processes.await("the log entry of a cut stream", () -> ended() >= logged + 1);
  }

  @Test
  void theRunnerNeverSeesWhoIsNotAuthenticated() throws Exception {
    double calls = calls();
    var nobody =
        environment
            .request("/v1/chat/completions")
            .setHeader("Authorization", "Bearer not-a-key")
            .POST(BodyPublishers.ofString(Chat.request(Chat.EASY)))
            .build();

    var refused = environment.http.send(nobody, BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("X-AI-Request-Id")).isEmpty();
    assertThat(calls()).isEqualTo(calls);
    assertThat(environment.fast.received()).isEmpty();
  }

  @Test
  void aBodyThatIsNoChatPassesUntouched() throws Exception {
    post("/v1/chat/completions", "[not a chat]");

    var received = environment.smart.awaitReceived(1).getFirst();
    assertThat(received.body().text()).isEqualTo("[not a chat]");
    assertThat(received.headers("X-AI-Target")).isEmpty();
    assertThat(received.headers("X-AI-Request-Id")).hasSize(1);
  }

  @Test
  void aBodyOfOneMebibyteIsRoutedAndArrivesWhole() throws Exception {
    var padding = "x".repeat(1 << 20);
    var body = Chat.request(Chat.EASY).replaceFirst("\\{", "{\"padding\":\"" + padding + "\",");

    var answer = post("/v1/chat/completions", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(environment.fast.awaitReceived(1).getFirst().body().text())
        .isEqualTo(body.replace("\"auto\"", "\"gpt-5-mini\""));
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions, 503", "/degraded/chat/completions, 200"})
  void aBodyOverSixteenMebibyteIsMoreThanTheProtocolCarries(String path, int status)
      throws Exception {
    var body =
        Chat.request(Chat.EASY)
            .replaceFirst("\\{", "{\"padding\":\"" + "x".repeat((16 << 20) + 100) + "\",");

    assertThat(post(path, body).statusCode()).isEqualTo(status);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return environment.http.send(
        environment.request(path).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private double ended() {
    return environment.runner.metric("sluice_exchanges_ended_total", "how=\"logged\"");
  }

  private double calls() {
    return environment.runner.metric("sluice_request_phase_seconds_count", "");
  }
}
