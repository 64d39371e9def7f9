package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.testkit.StubBehaviour;
import io.sluice.testkit.StubProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The demo against a gateway that sends questions of more than ten characters to smart. */
@Timeout(60)
class DemoTest {

  @TempDir private Path directory;

  private final StubProvider provider = StubProvider.start("stub", StubBehaviour.normal());
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer gateway;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  DemoTest() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/v1/chat/completions", this::route);
    gateway.start();
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(
        directory.resolve("catalog.yaml"),
        """
        tiers: [fast, smart]
        targets:
          - {name: fast, tier: fast, model: small, price: {input: 1, output: 4}}
          - {name: smart, tier: smart, model: big, price: {input: 10, output: 40}}
        """);
    Files.writeString(
        directory.resolve("prompts.jsonl"),
        row("easy-1", "fast", false, "Hi")
            + row("easy-2", "fast", true, "Hello")
            + row("easy-3", "fast", false, "Good morning to you")
            + row("hard-1", "smart", true, "Why?")
            + row("hard-2", "smart", false, "Prove the four colour theorem"));
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    http.close();
    provider.close();
  }

  @Test
  void printsWhereTheDayWentAndWhatItSaved() throws Exception {
    int status = demo("--direct", provider.baseUrl().toString());

    var text = printed.toString(UTF_8);
    assertThat(status).isZero();
    assertThat(text).contains("5 prompts through http://127.0.0.1:", "2 at a time");
    assertThat(text)
        .containsPattern("fast +3 +60\\.0 % +\\d+ +21 +\\$ ")
        .containsPattern("smart +2 +40\\.0 % +\\d+ +14 +\\$ ")
        .containsPattern("same tier as a human would choose +3 of 5 \\(60\\.0 %\\)")
        .containsPattern("hard prompts sent too cheap +1 of 2 \\(50\\.0 %\\)")
        .containsPattern("easy prompts sent too expensive +1 of 3 \\(33\\.3 %\\)")
        .containsPattern("latency added, p50 +-?\\d+\\.\\d\\d ms")
        .contains("(5 pairs)");
  }

  @Test
  void writesTheSameAsJson() throws Exception {
    var file = directory.resolve("day.json");

    demo("--json", file.toString());

    var json = new JsonMapper().readTree(Files.readString(file));
    assertThat(json.at("/answered").asInt()).isEqualTo(5);
    assertThat(json.at("/tiers/fast/requests").asInt()).isEqualTo(3);
    assertThat(json.at("/too_cheap").propertyNames()).containsExactly("hard-1");
    assertThat(json.at("/too_expensive").propertyNames()).containsExactly("easy-3");
    assertThat(json.has("latency_added_ms")).isFalse();
  }

  @Test
  void countsWhatFailsAndEndsWithStatusOne() throws Exception {
    provider.behave(StubBehaviour.normal().with("status", "503"));

    int status = demo();

    assertThat(status).isEqualTo(1);
    assertThat(printed.toString(UTF_8))
        .containsPattern("errors +5")
        .contains("error: easy-1: status 503");
  }

  @Test
  void aBrokenStreamIsAnError() throws Exception {
    provider.behave(StubBehaviour.normal().with("cut-after-tokens", "2"));

    int status = demo();

    assertThat(status).isEqualTo(1);
    assertThat(printed.toString(UTF_8)).containsPattern("errors +5");
  }

  @Test
  void refusesAnOptionItDoesNotKnow() {
    assertThatThrownBy(() -> Demo.run(System.out, "--colour", "red"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option --colour");
  }

  private int demo(String... more) throws Exception {
    var options =
        new String[] {
          "--gateway",
          "http://127.0.0.1:" + gateway.getAddress().getPort(),
          "--key",
          "alice-key",
          "--catalog",
          directory.resolve("catalog.yaml").toString(),
          "--prompts",
          directory.resolve("prompts.jsonl").toString(),
          "--concurrency",
          "2",
          "--warm-up",
          "1"
        };
    var all = new String[options.length + more.length];
    System.arraycopy(options, 0, all, 0, options.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    try (var out = new PrintStream(printed, true, UTF_8)) {
      return Demo.run(out, all);
    }
  }

  private static String row(String id, String tier, boolean stream, String text) {
    return """
    {"id":"%s","tier":"%s","stream":%s,"messages":[{"role":"user","content":"%s"}],\
    "max_tokens":64,"completion_tokens":7}
    """
        .formatted(id, tier, stream, text);
  }

  private void route(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var text = new JsonMapper().readTree(body).at("/messages/0/content").asString();
    var tier = text.length() > 10 ? "smart" : "fast";
    var request =
        HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions"))
            .header("x-stub-tokens", exchange.getRequestHeaders().getFirst("x-stub-tokens"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (exchange) {
      var response = http.send(request, BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("X-AI-Tier", tier);
      exchange.getResponseHeaders().set("X-AI-Target", tier);
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
