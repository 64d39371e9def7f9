package io.sluice.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.exchange.DependencyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server is spoken to. */
class ElasticsearchTest {

  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final String NOTHING = "{\"_index\": \"x\", \"_id\": \"1\", \"found\": false}";

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = NOTHING;

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorizations.add(
          Objects.toString(exchange.getRequestHeaders().getFirst("Authorization"), "none"));
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private HttpServer plain() throws IOException {
    return started(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
  }

  private HttpServer started(HttpServer server) {
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private static ElasticsearchConfig config(HttpServer server) {
    var scheme = server instanceof HttpsServer ? "https" : "http";
    return ElasticsearchConfig.of(
            "%s://127.0.0.1:%d".formatted(scheme, server.getAddress().getPort()))
        .withTimeout(PATIENT);
  }

  /** Asks for something, and finds nothing. */
  private static void ask(ElasticsearchConfig config) {
    try (var server = new Elasticsearch(config)) {
      var found =
          server.call(
              "find nothing",
              server.deadline(),
              client -> client.get(g -> g.index("x").id("1"), Object.class));
      assertThat(found.found()).isFalse();
    }
  }

  private static Throwable failure(ElasticsearchConfig config) {
    var failure = catchThrowableOfType(DependencyException.class, () -> ask(config));
    return Objects.requireNonNull(failure.getCause());
  }

  @Test
  void saysWhoItIs() throws IOException {
    var server = plain();

    ask(config(server));
    ask(config(server).withUser("alice", "pass:wörd"));
    ask(config(server).withApiKey("a2V5"));
    server.stop(0);

    assertThat(authorizations)
        .containsExactly("none", "Basic YWxpY2U6cGFzczp3w7ZyZA==", "ApiKey a2V5");
  }

  @Test
  void trustsTheAuthorityThatIsConfiguredAndNoOther(@TempDir Path folder) throws Exception {
    var signed = new SelfSigned(folder);
    var server = started(signed.server());

    ask(config(server).withCaCertificate(signed.certificate()));
    ask(config(server).withCaFingerprint(signed.fingerprint()));
    ask(config(server).withCaFingerprint(signed.fingerprint().replace(":", "")));
    assertThat(failure(config(server))).isInstanceOf(SSLException.class);
    assertThat(failure(config(server).withCaFingerprint("00".repeat(32))))
        .isInstanceOf(SSLException.class);
    server.stop(0);
  }

  @Test
  void doesNotRepeatWhatAnErrorQuotes() throws IOException {
    var server = plain();
    status = 400;
    body =
        """
        {"error": {"type": "document_parsing_exception", "reason": "my secret question"},
         "status": 400}
        """;

    assertThat(failure(config(server))).hasMessage("status 400, document_parsing_exception");
    server.stop(0);
  }

  @Test
  void saysTheStatusOfWhatIsNotElasticsearchs() throws IOException {
    var server = plain();
    status = 502;
    body = "<html>my secret question</html>";

    assertThat(failure(config(server))).hasMessage("status 502");
    server.stop(0);
  }

  @Test
  void doesNotRepeatAnAnswerThatItCannotRead() throws IOException {
    var server = plain();
    body = "my secret question";

    assertThat(failure(config(server))).message().doesNotContain("secret");
    server.stop(0);
  }

  @Test
  void doesNotConnectBeforeItIsAsked() throws IOException {
    var server = plain();

    try (var idle = new Elasticsearch(config(server))) {
      assertThat(idle.config().timeout()).isEqualTo(PATIENT);
    }
    server.stop(0);

    assertThat(authorizations).isEmpty();
  }

  @Test
  void namesIndicesByVersionAndDimensions() {
    var index = AnswerIndex.of("sluice", 384);

    assertThat(index.alias()).isEqualTo("sluice-answers-v1-384");
    assertThat(index.everywhere()).isEqualTo("sluice-answers-v1-*");
  }
}
