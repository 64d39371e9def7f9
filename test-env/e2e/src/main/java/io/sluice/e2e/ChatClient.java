package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends prompts of the demo day to an OpenAI endpoint and takes the time.
 *
 * <p>Thread-safe.
 */
final class ChatClient {

  /**
   * What came back.
   *
   * @param error why it is no good answer; empty if it is one
   * @param firstByteNanos from sending the request to the first byte of the answer's body
   */
  record Answer(
      Optional<String> error,
      String tier,
      String target,
      String decision,
      Usage usage,
      long firstByteNanos) {

    static Answer failed(String error) {
      return new Answer(Optional.of(error), "", "", "", new Usage(0, 0, 0), 0);
    }
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final Usage NO_USAGE = new Usage(0, 0, 0);

  private final HttpClient http;
  private final URI completions;
  private final String key;
  private final int providerLatencyMillis;

  /**
   * @param baseUrl ends in /v1
   * @param key goes into the Authorization header
   * @param providerLatencyMillis what a stub provider is told to wait before its first byte
   */
  ChatClient(HttpClient http, String baseUrl, String key, int providerLatencyMillis) {
    this.http = http;
    completions = URI.create(baseUrl + "/chat/completions");
    this.key = key;
    this.providerLatencyMillis = providerLatencyMillis;
  }

  /** Sends one prompt; a failure of any kind is an answer too. */
  Answer send(DemoPrompt prompt, String model) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(completions)
            .timeout(Duration.ofSeconds(60))
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .header("x-stub-latency-ms", Integer.toString(providerLatencyMillis))
            .header("x-stub-tokens", Integer.toString(prompt.completionTokens()))
            .POST(BodyPublishers.ofString(prompt.body(model)))
            .build();
    long start = System.nanoTime();
    try {
      var response = http.send(request, BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        return answer(response, body, start, prompt.stream());
      }
    } catch (IOException | JacksonException e) {
      return Answer.failed(e.toString());
    }
  }

  private static Answer answer(
      HttpResponse<InputStream> response, InputStream body, long start, boolean stream)
      throws IOException {
    int first = body.read();
    long firstByteNanos = System.nanoTime() - start;
    var text = first < 0 ? "" : (char) first + new String(body.readAllBytes(), UTF_8);
    if (response.statusCode() != 200) {
      return Answer.failed("status " + response.statusCode() + ": " + beginning(text));
    }
    if (stream && !text.contains("data: [DONE]")) {
      return Answer.failed("a stream without its end");
    }
    var usage = stream ? usageOfStream(text) : usage(JSON.readTree(text));
    return new Answer(
        usage.isPresent() ? Optional.empty() : Optional.of("an answer without usage"),
        header(response, "x-ai-tier"),
        header(response, "x-ai-target"),
        header(response, "x-ai-decision"),
        usage.orElse(NO_USAGE),
        firstByteNanos);
  }

  private static Optional<Usage> usageOfStream(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> usage(JSON.readTree(line.substring("data: ".length()))))
        .flatMap(Optional::stream)
        .reduce((earlier, later) -> later);
  }

  private static Optional<Usage> usage(JsonNode answer) {
    var usage = answer.path("usage");
    if (!usage.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new Usage(
            usage.path("prompt_tokens").asLong(0),
            usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
            usage.path("completion_tokens").asLong(0)));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String beginning(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
