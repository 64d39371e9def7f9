package io.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyIT extends GatewayFixture {

  private void startPlain() throws IOException {
    start("routes: [{id: r, uri: /*, " + upstream.inline() + "}]");
  }

  private static String refusing() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void theFirstChunkArrivesBeforeTheLastIsMade() throws Exception {
    startPlain();
    var firstSeen = new CountDownLatch(1);
    upstream.script((exchange, body) -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("data: 1\n\n".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      await(firstSeen);
      exchange.getResponseBody().write("data: 2\n\n".getBytes(UTF_8));
    });

    var response = client.send(request("/").build(), BodyHandlers.ofInputStream());
    var first = new String(response.body().readNBytes(9), UTF_8);
    firstSeen.countDown();
    var rest = new String(response.body().readAllBytes(), UTF_8);

    assertThat(first).isEqualTo("data: 1\n\n");
    assertThat(rest).isEqualTo("data: 2\n\n");
  }

  @Test
  void theUpstreamSeesWhereTheRequestCameFrom() throws Exception {
    startPlain();

    var unused = send(request("/").header("X-Forwarded-For", "10.0.0.1"));

    assertThat(upstream.last().header("X-Forwarded-For")).isEqualTo("10.0.0.1, 127.0.0.1");
    assertThat(upstream.last().header("X-Real-IP")).isEqualTo("127.0.0.1");
    assertThat(upstream.last().header("X-Forwarded-Proto")).isEqualTo("http");
    assertThat(upstream.last().header("Host")).isEqualTo(gateway().url().getAuthority());
  }

  @Test
  void headersThatConcernOneConnectionAreNotPassedOn() throws Exception {
    startPlain();
    upstream.script((exchange, body) -> {
      exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
      exchange.getResponseHeaders().set("Server", "secret/1.0");
      exchange.getResponseHeaders().set("X-Kept", "yes");
      StubUpstream.send(exchange, 200, "ok");
    });
    var socket = connect();

    write(socket, "GET / HTTP/1.1\r\n");
    write(socket, "Host: x\r\n");
    write(socket, "Connection: keep-alive\r\n");
    write(socket, "Keep-Alive: 5\r\n");
    write(socket, "X-Kept: 1\r\n\r\n");
    var response = readUntil(socket, "\r\n\r\n");

    assertThat(response).containsIgnoringCase("X-Kept: yes");
    assertThat(response).contains("Server: APISIX-stand-in");
    assertThat(response).doesNotContain("secret").doesNotContainIgnoringCase("keep-alive");
    assertThat(upstream.last().header("Keep-Alive")).isEmpty();
    assertThat(upstream.last().header("X-Kept")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 304, 404, 500})
  void aStatusWithoutABodyStaysAsItIs(int status) throws Exception {
    startPlain();
    upstream.script((exchange, body) -> exchange.sendResponseHeaders(status, -1));

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aHeadRequestKeepsTheLengthOfTheBodyItDoesNotGet() throws Exception {
    startPlain();
    upstream.script((exchange, body) -> {
      exchange.getResponseHeaders().set("Content-Length", "1234");
      exchange.sendResponseHeaders(200, -1);
    });

    var response = send(request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).contains("1234");
  }

  @Test
  void aChunkedRequestArrivesWithItsLength() throws Exception {
    startPlain();
    var socket = connect();

    write(socket, "POST / HTTP/1.1\r\n");
    write(socket, "Host: x\r\n");
    write(socket, "Transfer-Encoding: chunked\r\n\r\n");
    write(socket, "3\r\n");
    write(socket, "abc\r\n");
    write(socket, "2\r\n");
    write(socket, "de\r\n");
    write(socket, "0\r\n\r\n");
    readUntil(socket, "upstream");

    assertThat(upstream.last().body()).isEqualTo("abcde");
    assertThat(upstream.last().header("Content-Length")).isEqualTo("5");
  }

  @Test
  void aClientThatExpects100IsToldToContinue() throws Exception {
    startPlain();
    var socket = connect();

    write(
        socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    var interim = readUntil(socket, "\r\n\r\n");
    write(socket, "abc");
    var response = readUntil(socket, "upstream");

    assertThat(interim).startsWith("HTTP/1.1 100");
    assertThat(response).startsWith("HTTP/1.1 200");
    assertThat(upstream.last().body()).isEqualTo("abc");
    assertThat(upstream.last().header("Expect")).isEmpty();
  }

  @Test
  void aBodyLargerThanTheMemoryLimitPasses() throws Exception {
    startPlain();

    var response = post("/", "x".repeat(40 << 20));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(upstream.last().body()).hasSize(40 << 20);
  }

  @Test
  void requestsInOneGoOnOneConnectionAreAnsweredInOrder() throws Exception {
    startPlain();
    upstream.script(
        (exchange, body) -> StubUpstream.send(exchange, 200, "<" + exchange.getRequestURI() + ">"));
    var socket = connect();

    var requests = new StringBuilder();
    for (var i = 0; i < 5; i++) {
      requests.append("GET /%d HTTP/1.1\r\nHost: x\r\n\r\n".formatted(i));
    }
    write(socket, requests.toString());

    for (var i = 0; i < 5; i++) {
      assertThat(readUntil(socket, ">")).endsWith("</" + i + ">");
    }
  }

  @Test
  void whatIsOddInAPathIsPassedOn() throws Exception {
    startPlain();
    upstream.script(
        (exchange, body) -> StubUpstream.send(exchange, 200, "<" + exchange.getRequestURI() + ">"));
    var socket = connect();

    write(socket, "GET //other.test/a?b=/c HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(readUntil(socket, ">")).endsWith("</other.test/a?b=/c>");
    write(socket, "GET /\u00c3\u00a4?a HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(readUntil(socket, ">")).endsWith("</%C3%A4?a>");
  }

  @Test
  void aRefusedConnectionIsTriedOnTheNextNode() throws Exception {
    start(
        "routes: [{id: r, uri: /*, upstream: {nodes: {\"%s\": 100, \"%s\": 1}}}]"
            .formatted(refusing(), upstream.address()));

    var response = post("/", "hello");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(upstream.last().body()).isEqualTo("hello");
  }

  @Test
  void withNoNodeLeftItIsA502() throws Exception {
    start(
        "routes: [{id: r, uri: /*, upstream: {nodes: {\"%s\": 1, \"%s\": 1}}}]"
            .formatted(refusing(), refusing()));

    assertThat(get("/").statusCode()).isEqualTo(502);
  }

  @Test
  void anAnswerOf500IsNotTriedAgain() throws Exception {
    upstream.script((exchange, body) -> StubUpstream.send(exchange, 500, "broken"));
    start(
        "routes: [{id: r, uri: /*, upstream: {nodes: {\"%s\": 1}, retries: 3}}]"
            .formatted(upstream.address()));

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("broken");
    assertThat(upstream.seen()).hasSize(1);
  }

  @Test
  void anUpstreamThatIsTooSlowIsA504() throws Exception {
    var released = new CountDownLatch(1);
    upstream.script((exchange, body) -> await(released));
    start(
        ("routes: [{id: r, uri: /*, upstream: {nodes: {\"%s\": 1}, "
                + "timeout: {connect: 1, send: 0.2, read: 0.2}}}]")
            .formatted(upstream.address()));

    var response = get("/");
    released.countDown();

    assertThat(response.statusCode()).isEqualTo(504);
  }

  @Test
  void anUpstreamThatBreaksOffIsNotMistakenForAnEnd() throws Exception {
    startPlain();
    upstream.script((exchange, body) -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write("half".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      throw new IOException("crash");
    });

    var outcome = client.sendAsync(request("/").build(), BodyHandlers.ofString());

    assertThat(outcome.handle((response, failure) -> failure != null).get()).isTrue();
  }

  @Test
  void aClientThatGoesBeforeTheAnswerEndsTheUpstreamCall() throws Exception {
    startPlain();
    var asked = new CountDownLatch(1);
    var gatewayHungUp = new CompletableFuture<Boolean>();
    try (var slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (var call = slow.accept()) {
              readUntil(call, "\r\n\r\n");
              asked.countDown();
              gatewayHungUp.complete(call.getInputStream().read() < 0);
            } catch (IOException e) {
              gatewayHungUp.complete(true);
            }
          });
      start(
          "routes: [{id: r, uri: /*, upstream: {nodes: {\"127.0.0.1:%d\": 1}}}]"
              .formatted(slow.getLocalPort()));
      var socket = connect();
      write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      await(asked);

      socket.close();

      assertThat(gatewayHungUp.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aThousandStreamsAreOpenAtOnce() throws Exception {
    startPlain();
    var all = new CountDownLatch(1000);
    upstream.script((exchange, body) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('a');
      exchange.getResponseBody().flush();
      all.countDown();
      await(all);
      exchange.getResponseBody().write('b');
    });

    var responses = new ArrayList<CompletableFuture<HttpResponse<InputStream>>>();
    for (var i = 0; i < 1000; i++) {
      responses.add(client.sendAsync(request("/" + i).build(), BodyHandlers.ofInputStream()));
    }

    for (var response : responses) {
      assertThat(response.get().body().readAllBytes()).containsExactly('a', 'b');
    }
  }

  @Test
  void theHostIsTheClientsTheNodesOrAGivenOne() throws Exception {
    var node = "nodes: {\"" + upstream.address() + "\": 1}";
    start(
        """
        routes:
          - {id: a, uri: /pass, upstream: {%s}}
          - {id: b, uri: /node, upstream: {%s, pass_host: node}}
          - {id: c, uri: /rewrite, upstream: {%s, pass_host: rewrite, upstream_host: api.test}}
        """
            .formatted(node, node, node));

    var unused = get("/pass");
    assertThat(upstream.last().header("Host")).isEqualTo(gateway().url().getAuthority());
    unused = get("/node");
    assertThat(upstream.last().header("Host")).isEqualTo(upstream.address());
    unused = get("/rewrite");
    assertThat(upstream.last().header("Host")).isEqualTo("api.test");
  }

  @Test
  void anUpstreamMaySpeakHttps() throws Exception {
    var keystore = directory.resolve("key.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var options = "-genkeypair -alias a -keyalg EC -dname CN=test -storepass secret -keystore";
    var command = new ArrayList<>(List.of((keytool + " " + options).split(" ")));
    command.add(keystore.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    var keys = KeyStore.getInstance(keystore.toFile(), "secret".toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            StubUpstream.send(exchange, 200, "secret");
          }
        });
    server.start();
    AutoCloseable stop = () -> server.stop(0);
    opened(stop);
    start(
        "routes: [{id: r, uri: /*, upstream: {scheme: https, nodes: {\"127.0.0.1:%d\": 1}}}]"
            .formatted(server.getAddress().getPort()));

    assertThat(get("/").body()).isEqualTo("secret");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
