package io.sluice.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.routing.Upstream;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.routing.UpstreamContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayUpstreamIT extends UpstreamContract {

  private static final int MAX_BODY = 1000;

  private static final Duration SHORT = Duration.ofMillis(100);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
  private ScriptedServer server;
  private GatewayUpstream upstream;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    upstream = upstream("", 64);
  }

  @AfterEach
  void stop() throws IOException {
    upstream.close();
    server.close();
  }

  private GatewayUpstream upstream(String token, int maxCalls) {
    return new GatewayUpstream(new GatewayConfig(server.url(), token, maxCalls, MAX_BODY), clock);
  }

  @Override
  protected Upstream upstream() {
    return upstream;
  }

  @Override
  protected void answer(int status, String json) {
    server.then(connection -> {
      var body = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      ScriptedServer.send(
          connection,
          "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(status, body.length));
      connection.getOutputStream().write(body);
    });
  }

  @Override
  protected void answerTooLate() {
    server.thenHang("");
  }

  @Override
  protected void away() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRequestHasWhatRoutesLookForAndNothingOfTheClients() {
    server.thenAnswer(200, "{}");

    send(ENOUGH);

    var request = server.requests.getFirst();
    assertThat(request)
        .startsWith("POST /internal/chat HTTP/1.1\r\n")
        .endsWith("\r\n\r\n{\"model\":\"gpt-5-mini\",\"messages\":[]}");
    assertThat(request.lines().skip(1).takeWhile(line -> !line.isEmpty()))
        .contains(
            "Content-Type: application/json",
            "X-AI-Request-Id: 0198-a",
            "X-AI-Target: small",
            "X-AI-Tier: fast")
        .allMatch(line ->
            line.matches(
                "(?i)(connection|host|user-agent|content-length|content-type"
                    + "|http2-settings|upgrade|x-ai-request-id|x-ai-target|x-ai-tier): .*"))
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("upgrade"));
  }

  @Test
  void theGatewaysTokenIsShown() {
    server.thenAnswer(200, "{}");
    try (var known = upstream("s3cret", 1)) {
      upstream.close();
      upstream = known;
      send(ENOUGH);
    }

    assertThat(server.requests.getFirst()).contains("Authorization: Bearer s3cret\r\n");
    assertThat(new GatewayConfig("http://h", "s3cret", 1, 1).toString()).doesNotContain("s3cret");
  }

  @Test
  void aChunkedAnswerIsReadWhole() {
    server.thenSend(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");

    assertThat(send(ENOUGH).body()).isEqualTo(new byte[] {'{', '}'});
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.thenSend(
        "HTTP/1.1 302 Found\r\nLocation: " + server.url() + "/x\r\nContent-Length: 0\r\n\r\n");

    assertThat(send(ENOUGH).status()).isEqualTo(302);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void anErrorIsAnAnswer() {
    server.thenAnswer(500, "{\"error\":{}}");

    assertThat(send(ENOUGH).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}",
        "not http at all\r\n\r\n"
      })
  void anAnswerThatIsCutIsAFailure(String sent) {
    server.thenSend(sent);

    assertThatThrownBy(() -> send(ENOUGH)).satisfies(UpstreamContract::isTheGateways);
  }

  @Test
  void aConnectionThatIsResetIsAFailure() {
    server.then(connection -> {
      ScriptedServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
      connection.setSoLinger(true, 0);
    });

    assertThatThrownBy(() -> send(ENOUGH)).satisfies(UpstreamContract::isTheGateways);
  }

  @Test
  void anAnswerAsLongAsAllowedIsReadAndALongerOneIsAFailure() {
    server.thenAnswer(200, "x".repeat(MAX_BODY)).thenAnswer(200, "x".repeat(MAX_BODY + 1));

    assertThat(send(ENOUGH).body()).hasSize(MAX_BODY);
    assertThatThrownBy(() -> send(ENOUGH))
        .satisfies(UpstreamContract::isTheGateways)
        .hasMessageContaining("an answer of more than 1000 bytes");
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() throws InterruptedException {
    server.then(connection -> {
      ScriptedServer.send(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      try {
        while (true) {
          ScriptedServer.send(connection, "400\r\n" + "x".repeat(1024) + "\r\n");
        }
      } catch (IOException e) {
        server.hungUp.add("endless");
      }
    });

    assertThatThrownBy(() -> send(ENOUGH)).hasMessageContaining("an answer of more than");
    assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isEqualTo("endless");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
      })
  void theDeadlineHoldsForAllOfTheAnswerAndTheCallIsCancelled(String before)
      throws InterruptedException {
    server.thenHang(before);

    assertThatThrownBy(() -> send(SHORT))
        .satisfies(UpstreamContract::isTheGateways)
        .hasMessageContaining("no whole answer within PT0.1S");
    assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aSlowTrickleDoesNotStretchTheDeadline() throws InterruptedException {
    server.then(connection -> {
      ScriptedServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
      try {
        while (true) {
          ScriptedServer.send(connection, "x");
          // A trickle is made of time.
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (IOException e) {
        server.hungUp.add("trickle");
      }
    });

    assertThatThrownBy(() -> send(SHORT)).hasCauseInstanceOf(TimeoutException.class);
    assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isEqualTo("trickle");
  }

  @Test
  void anInterruptedCallerIsLetGoAndTheCallIsCancelled() throws InterruptedException {
    server.thenHang("");
    var failure = new AtomicReference<Throwable>();
    var caller =
        Thread.startVirtualThread(() -> {
          try {
            send(ENOUGH);
          } catch (DependencyException e) {
            failure.set(e);
          }
          if (!Thread.currentThread().isInterrupted()) {
            failure.set(new AssertionError("the interrupt was lost"));
          }
        });
    while (server.requests.isEmpty()) {
      Thread.onSpinWait();
    }

    caller.interrupt();
    caller.join();

    assertThat(failure.get()).satisfies(UpstreamContract::isTheGateways);
    assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void noMoreCallsAreUnderWayThanAllowed() throws Exception {
    var under = new AtomicInteger();
    var most = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      server.then(connection -> {
        most.accumulateAndGet(under.incrementAndGet(), Math::max);
        under.decrementAndGet();
        // The server ends each connection: one that is used again would meet its end.
        ScriptedServer.send(
            connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      });
    }
    upstream.close();
    upstream = upstream("", 2);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Upstream.Answer>>();
      for (int i = 0; i < 20; i++) {
        calls.add(() -> send(ENOUGH));
      }
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get().status()).isEqualTo(200);
      }
    }

    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void whoWaitsForAFreeCallWaitsNoLongerThanTheDeadline() throws Exception {
    upstream.close();
    upstream = upstream("", 1);
    var begun = new CountDownLatch(1);
    server.then(connection -> {
      begun.countDown();
      server.hungUp.add("read " + connection.getInputStream().read());
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> send(ENOUGH));
      begun.await();

      assertThatThrownBy(() -> send(SHORT)).hasCauseInstanceOf(TimeoutException.class);

      assertThat(server.requests).hasSize(1);
      first.cancel(true);
    }
  }

  @Test
  void aCallThatTimedOutLeavesRoomForTheNext() throws InterruptedException {
    upstream.close();
    upstream = upstream("", 1);
    server.thenHang("").thenAnswer(200, "{}");

    assertThatThrownBy(() -> send(SHORT)).satisfies(UpstreamContract::isTheGateways);

    assertThat(send(ENOUGH).status()).isEqualTo(200);
  }

  @Test
  void aGatewayThatIsAwayIsSparedAndAskedAgain() throws IOException {
    server.close();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> send(ENOUGH)).hasCauseInstanceOf(IOException.class);
    }

    assertThatThrownBy(() -> send(ENOUGH)).hasMessageContaining("OPEN");

    clock.advance(Duration.ofSeconds(6));
    assertThatThrownBy(() -> send(ENOUGH)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void targetsThatAreSlowDoNotKeepTheGatewayFromBeingAsked() {
    for (int i = 0; i < 12; i++) {
      server.thenHang("");
    }
    server.thenAnswer(200, "{}");
    for (int i = 0; i < 12; i++) {
      assertThatThrownBy(() -> send(SHORT)).hasCauseInstanceOf(TimeoutException.class);
    }

    assertThat(send(ENOUGH).status()).isEqualTo(200);
  }

  @Test
  void nobodyIsAnsweredAfterTheEnd() {
    upstream.close();

    assertThatThrownBy(() -> send(ENOUGH)).satisfies(UpstreamContract::isTheGateways);
  }

  @Test
  void anAddressMustBeOne() {
    assertThatThrownBy(() -> new GatewayConfig("127.0.0.1:9080", "", 0, 0))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "gateway: url must be an http or https address, but was \"127.0.0.1:9080\"; max_calls"
                + " must be at least 1, but was 0; max_body must be at least 1, but was 0");
  }
}
