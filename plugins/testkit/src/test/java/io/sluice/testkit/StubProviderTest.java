package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class StubProviderTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final StubProvider provider = StubProvider.start("fast", StubBehaviour.normal());

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void saysWhoAnsweredAndWhatWasAsked() throws Exception {
    var response = StubClient.chat(provider, StubClient.HELLO, "x-stub-tokens", "4");

    var completion = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(completion.at("/choices/0/message/content").asString())
        .isEqualTo("fast/gpt-5-mini: Hello there Hello");
    assertThat(completion.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
  }

  @Test
  void countsTokensAsStated() throws Exception {
    var response = StubClient.chat(provider, StubClient.HELLO, "x-stub-tokens", "4");

    // 3 for the request, 3 for the message, 3 for eleven bytes of text.
    var usage = JSON.readTree(response.body()).path("usage");
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(9);
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(4);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(13);
  }

  @Test
  void stopsAtTheClientsTokenLimit() throws Exception {
    var body = StubClient.HELLO.replace("{\"model\"", "{\"max_tokens\":2,\"model\"");

    var completion = JSON.readTree(StubClient.chat(provider, body).body());

    assertThat(completion.at("/choices/0/message/content").asString())
        .isEqualTo("fast/gpt-5-mini: Hello");
    assertThat(completion.at("/choices/0/finish_reason").asString()).isEqualTo("length");
  }

  @Test
  void streamsRoleThenWordsThenEndThenUsage() throws Exception {
    var response = StubClient.chat(provider, StubClient.STREAMED_HELLO, "x-stub-tokens", "3");

    var events = events(response.body());
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(events.getLast()).isEqualTo("[DONE]");
    var chunks = events.subList(0, events.size() - 1).stream().map(JSON::readTree).toList();
    assertThat(chunks).hasSize(6);
    assertThat(chunks)
        .extracting(chunk -> chunk.path("id").asString())
        .containsOnly("chatcmpl-fast-1");
    assertThat(chunks.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
    assertThat(chunks.subList(1, 4))
        .extracting(chunk -> chunk.at("/choices/0/delta/content").asString())
        .containsExactly("fast/gpt-5-mini:", " Hello", " there");
    assertThat(chunks.get(4).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(chunks.get(5).path("choices")).isEmpty();
    assertThat(chunks.get(5).at("/usage/completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void leavesUsageOutOfAStreamUnlessAskedForIt() throws Exception {
    var body =
        StubClient.STREAMED_HELLO.replace("\"include_usage\":true", "\"include_usage\":false");

    var stream = StubClient.chat(provider, body).body();

    assertThat(stream).endsWith("data: [DONE]\n\n").doesNotContain("usage");
  }

  @Test
  void canBeToldToLeaveUsageOut() throws Exception {
    var stream = StubClient.chat(provider, StubClient.STREAMED_HELLO, "x-stub-no-usage", "true");
    var whole = StubClient.chat(provider, StubClient.HELLO, "x-stub-no-usage", "true");

    assertThat(stream.body()).endsWith("data: [DONE]\n\n").doesNotContain("usage");
    assertThat(JSON.readTree(whole.body()).has("usage")).isFalse();
  }

  @Test
  void sendsEachTokenBeforeTheNextIsDue() throws Exception {
    try (var socket = open()) {
      send(socket, StubClient.STREAMED_HELLO, "x-stub-token-pace-ms: 3600000");
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

      var lines = readUntil(in, "fast/gpt-5-mini:");

      // The second token is due in an hour: nothing but the first can have come.
      assertThat(lines).filteredOn(line -> line.startsWith("data: ")).hasSize(2);
    }
  }

  @Test
  void noticesAClientThatLeavesTheStream() throws Exception {
    try (var socket = open()) {
      send(socket, StubClient.STREAMED_HELLO, "x-stub-token-pace-ms: 3600000");
      readUntil(
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)),
          "fast/gpt-5-mini:");
    }

    var request = provider.awaitFinished(1).getFirst();

    assertThat(request.clientCut()).isTrue();
    assertThat(request.bytesSent()).isPositive();
  }

  @Test
  void hangsUntilTheClientGoes() throws Exception {
    try (var socket = open()) {
      send(socket, StubClient.HELLO, "x-stub-hang: true");

      var waiting = provider.awaitReceived(1).getFirst();

      assertThat(waiting.finished()).isFalse();
    }
    var gone = provider.awaitFinished(1).getFirst();
    assertThat(gone.clientCut()).isTrue();
    assertThat(gone.bytesSent()).isZero();
  }

  @Test
  void breaksAStreamAfterTheTokensAskedFor() throws Exception {
    try (var socket = open()) {
      send(socket, StubClient.STREAMED_HELLO, "x-stub-cut-after-tokens: 2");

      var stream = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(stream).contains("fast/gpt-5-mini:", " Hello").doesNotContain(" there");
      assertThat(stream).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
    }
    assertThat(provider.awaitFinished(1).getFirst().clientCut()).isFalse();
  }

  @Test
  void breaksAWholeAnswerInTheMiddle() {
    assertThatThrownBy(
            () -> StubClient.chat(provider, StubClient.HELLO, "x-stub-cut-after-tokens", "2"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void answersTheErrorItIsTold() throws Exception {
    var response =
        StubClient.chat(
            provider, StubClient.HELLO, "x-stub-status", "429", "x-stub-error-code", "slow_down");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(JSON.readTree(response.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"error":{"message":"fast was told to answer 429","type":"rate_limit_error",
                 "param":null,"code":"slow_down"}}\
                """));
  }

  @Test
  void refusesARequestItCannotRead() throws Exception {
    var noJson = StubClient.chat(provider, "hello");
    var noMessages = StubClient.chat(provider, "{\"model\":\"m\"}");
    var badOption = StubClient.chat(provider, StubClient.HELLO, "x-stub-tokens", "many");

    assertThat(List.of(noJson, noMessages, badOption))
        .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(400));
    assertThat(badOption.body()).contains("tokens must be a whole number, but was many");
  }

  @Test
  void behavesAsItIsToldWhileItRuns() throws Exception {
    provider.behave(StubBehaviour.normal().with("status", "503"));
    var broken = StubClient.chat(provider, StubClient.HELLO);
    provider.behave(StubBehaviour.normal());
    var healed = StubClient.chat(provider, StubClient.HELLO);

    assertThat(broken.statusCode()).isEqualTo(503);
    assertThat(healed.statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheLatencyAskedForBeforeTheFirstByte() throws Exception {
    long start = System.nanoTime();

    StubClient.chat(provider, StubClient.HELLO, "x-stub-latency-ms", "30");

    // A lower bound, which a slow machine cannot break.
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void listsItsModels() throws Exception {
    var response = StubClient.call(provider, "GET", "/v1/models");

    assertThat(JSON.readTree(response.body()).at("/data/0/id").asString()).isEqualTo("fast");
  }

  @Test
  void doesNotKnowOtherCalls() throws Exception {
    var response = StubClient.call(provider, "GET", "/v1/elsewhere");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(response.body()).at("/error/code").asString())
        .isEqualTo("unknown_url");
  }

  @Test
  void recordsARequestByteForByte() throws Exception {
    var body = new byte[] {'{', (byte) 0xff, 0, '\r', '\n', '}'};
    try (var socket = open()) {
      write(
          socket,
          head(
              "POST /v1/chat/completions?a=1&a=2 HTTP/1.1",
              "X-Twice: one",
              "x-twice:  two ",
              "Content-Length: 6"));
      socket.getOutputStream().write(body);

      var request = provider.awaitFinished(1).getFirst();

      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/v1/chat/completions?a=1&a=2");
      assertThat(request.headers())
          .containsExactly(
              new Header("X-Twice", "one"),
              new Header("x-twice", "two"),
              new Header("Content-Length", "6"));
      assertThat(request.headers("X-TWICE")).containsExactly("one", "two");
      assertThat(request.body().bytes()).isEqualTo(body);
    }
  }

  @Test
  void readsAChunkedBody() throws Exception {
    try (var socket = open()) {
      write(socket, head("POST /v1/chat/completions HTTP/1.1", "Transfer-Encoding: chunked"));
      write(socket, head("3", "{\"a", "2;x=y", "\":", "2", "1}", "0", "Trailer: yes"));

      assertThat(provider.awaitFinished(1).getFirst().body().text()).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void saysWhatIsWrongWithBytesThatAreNoRequest() throws Exception {
    try (var socket = open()) {
      write(socket, head("Hello"));

      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400 no request line\r\n");
    }
  }

  @Test
  void letsAClientWaitForPermissionToSendItsBody() throws Exception {
    try (var socket = open()) {
      write(
          socket,
          head("POST /v1/chat/completions HTTP/1.1", "Expect: 100-continue", "Content-Length: 2"));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

      var permission = in.readLine();
      write(socket, "{}");

      assertThat(permission).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(provider.awaitFinished(1).getFirst().body().text()).isEqualTo("{}");
    }
  }

  @Test
  void answersRequestAfterRequestOnOneConnection() throws Exception {
    try (var socket = open()) {
      var get = "GET /v1/models HTTP/1.1\r\n%s\r\n";
      write(socket, get.formatted("") + get.formatted("") + get.formatted("connection: close\r\n"));

      var answers = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
    }
  }

  @Test
  void showsAndForgetsWhatItReceivedOverHttp() throws Exception {
    StubClient.chat(provider, StubClient.HELLO, "x-mark", "1");
    provider.awaitFinished(1);

    var shown = JSON.readTree(StubClient.call(provider, "GET", "/_stub/requests").body());
    StubClient.call(provider, "DELETE", "/_stub/requests");
    var left = JSON.readTree(StubClient.call(provider, "GET", "/_stub/requests").body());

    assertThat(shown).hasSize(1);
    assertThat(shown.at("/0/path").asString()).isEqualTo("/v1/chat/completions");
    assertThat(shown.at("/0/body").asString()).isEqualTo(StubClient.HELLO);
    assertThat(shown.at("/0/finished").asBoolean()).isTrue();
    assertThat(shown.at("/0/client_cut").asBoolean()).isFalse();
    assertThat(shown.at("/0/bytes_sent").asInt()).isGreaterThan(100);
    assertThat(shown.at("/0/headers"))
        .anySatisfy(header -> {
          assertThat(header.path(0).asString()).isEqualTo("x-mark");
          assertThat(header.path(1).asString()).isEqualTo("1");
        });
    assertThat(left).isEmpty();
    assertThat(provider.received()).isEmpty();
  }

  @Test
  void holdsAThousandStreamsOpenAtOnceWithoutMixingThemUp() throws Exception {
    int clients = 1000;
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < clients; i++) {
        var socket = open();
        sockets.add(socket);
        var body = StubClient.STREAMED_HELLO.replace("gpt-5-mini", "model-" + i);
        send(socket, body, "x-stub-token-pace-ms: 3600000");
      }

      for (int i = 0; i < clients; i++) {
        var in = new InputStreamReader(sockets.get(i).getInputStream(), UTF_8);
        readUntil(new BufferedReader(in), "\"fast/model-" + i + ":\"");
      }

      assertThat(provider.received()).hasSize(clients).noneMatch(ReceivedRequest::finished);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    assertThat(provider.awaitFinished(clients)).allMatch(ReceivedRequest::clientCut);
  }

  @Test
  void saysWhatItWaitedForInVain() {
    assertThatThrownBy(() -> new Recorder().awaitArrivals(1, Duration.ZERO))
        .isInstanceOf(AssertionError.class)
        .hasMessage("1 requests expected, 0 arrived within PT0S");
  }

  @Test
  void startsFromACommandLine() throws Exception {
    try (var smart =
        StubProviderMain.start("--name", "smart", "--no-usage", "--tokens", "1", "--port", "0")) {
      var completion = JSON.readTree(StubClient.chat(smart, StubClient.HELLO).body());

      assertThat(completion.at("/choices/0/message/content").asString())
          .isEqualTo("smart/gpt-5-mini:");
      assertThat(completion.has("usage")).isFalse();
    }
  }

  @Test
  void listensAtTheAddressOfItsCommandLine() throws Exception {
    try (var elsewhere = StubProviderMain.start("--address", "127.0.0.2")) {
      new Socket("127.0.0.2", elsewhere.port()).close();

      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), elsewhere.port()))
          .isInstanceOf(ConnectException.class);
    }
  }

  private Socket open() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), provider.port());
  }

  private static void send(Socket socket, String body, String... headers) throws IOException {
    var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    write(
        socket,
        "POST /v1/chat/completions HTTP/1.1\r\n%scontent-length: %d\r\n\r\n%s"
            .formatted(lines, body.length(), body));
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static List<String> readUntil(BufferedReader in, String end) throws IOException {
    var lines = new ArrayList<String>();
    do {
      lines.add(Objects.requireNonNull(in.readLine(), "the stream ended"));
    } while (!lines.getLast().contains(end));
    return lines;
  }

  private static List<String> events(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }
}
