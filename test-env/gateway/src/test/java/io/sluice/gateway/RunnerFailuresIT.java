package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerFailuresIT extends GatewayFixture {

  private static final String STRICT = "ext-plugin-pre-req: {conf: [{name: a, value: b}]}";
  private static final String LENIENT =
      "ext-plugin-pre-req: {allow_degradation: true, conf: [{name: a, value: b}]}";

  @Test
  void aTokenIsAskedForOnce() throws Exception {
    startWith(STRICT);

    for (var i = 0; i < 5; i++) {
      assertThat(get("/").statusCode()).isEqualTo(200);
    }

    assertThat(runner.prepared).hasSize(1);
    assertThat(runner.prepared.getFirst()).startsWith("route#r#ext-plugin-pre-req#");
    assertThat(runner.calls).hasSize(5);
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    startWith(STRICT);

    for (var i = 0; i < 20; i++) {
      assertThat(get("/").statusCode()).isEqualTo(200);
    }

    assertThat(runner.connections).hasValue(2);
  }

  @Test
  void theClientDoesNotNoticeThatTheRunnerForgotItsTokens() throws Exception {
    startWith(STRICT);
    assertThat(get("/").statusCode()).isEqualTo(200);
    runner.forgetTokens();

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(runner.prepared).hasSize(2);
    assertThat(runner.calls).hasSize(2);
  }

  @Test
  void theClientDoesNotNoticeThatTheRunnerClosedItsIdleConnections() throws Exception {
    startWith(STRICT);
    assertThat(get("/").statusCode()).isEqualTo(200);
    runner.hangUp();

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void tokensThatAreNeverFoundAreGivenUpAfterThreeTries() throws Exception {
    startWith(STRICT);
    runner.script(call -> FakeRunner.error(2));

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(runner.calls).hasSize(3);
    assertThat(runner.prepared).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anErrorOfTheRunnerIsA503(int code) throws Exception {
    startWith(STRICT);
    runner.script(call -> FakeRunner.error(code));

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(upstream.seen()).isEmpty();
  }

  @Test
  void withDegradationTheRequestPassesInstead() throws Exception {
    startWith(LENIENT);
    runner.script(call -> FakeRunner.error(1));

    var response = post("/", "hello");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(upstream.last().body()).isEqualTo("hello");
  }

  @Test
  void aRunnerThatIsNotThereIsA503OrADegradedPass() throws Exception {
    runner.close();
    start(
        "routes: [{id: s, uri: /strict, %s, plugins: {%s}}, {id: l, uri: /lenient, %s, plugins: {%s}}]"
            .formatted(upstream.inline(), STRICT, upstream.inline(), LENIENT));

    assertThat(get("/strict").statusCode()).isEqualTo(503);
    assertThat(get("/lenient").statusCode()).isEqualTo(200);
  }

  @Test
  void aRunnerThatNeverAnswersEndsInTheTimeout() throws Exception {
    startWith(STRICT);
    var released = new CountDownLatch(1);
    runner.script(call -> {
      await(released);
      return Replies.pass();
    });

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(503);
    released.countDown();
    runner.script(call -> Replies.pass());
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void aRunnerThatHangsUpIsA503() throws Exception {
    startWith(STRICT);
    runner.script(call -> {
      throw new IOException("crash");
    });

    assertThat(get("/").statusCode()).isEqualTo(503);
  }

  @Test
  void aBodyOver16MiBPassesUnlessTheRunnerAsksForIt() throws Exception {
    startWith(STRICT);
    var body = "x".repeat((1 << 24) + 1);

    var unasked = post("/", body);
    runner.script(call -> {
      var unused = call.body();
      return Replies.pass();
    });
    var asked = post("/", body);
    var small = post("/", body.substring(0, 1 << 20));

    assertThat(unasked.statusCode()).isEqualTo(200);
    assertThat(upstream.seen().getFirst().body()).hasSize(body.length());
    assertThat(asked.statusCode()).isEqualTo(503);
    assertThat(small.statusCode()).isEqualTo(200);
  }

  @Test
  void manyRequestsAtOnceEachHaveTheirOwnConnection() throws Exception {
    startWith(STRICT);
    var together = new CountDownLatch(100);
    runner.script(call -> {
      together.countDown();
      await(together);
      return Replies.pass();
    });

    var responses =
        IntStream.range(0, 100)
            .mapToObj(i -> client.sendAsync(request("/" + i).build(), BodyHandlers.ofString()))
            .toList();

    var statuses = new ArrayList<Integer>();
    for (var response : responses) {
      statuses.add(response.get().statusCode());
    }
    assertThat(statuses).hasSize(100).containsOnly(200);
    assertThat(runner.connections).hasValueGreaterThanOrEqualTo(100);
    eventually(() -> runner.openConnections() <= 32);
    assertThat(runner.openConnections()).isPositive();
  }

  @Test
  void anErrorPageOfAHeadRequestHasNoBody() throws Exception {
    startWith(STRICT);
    runner.script(call -> FakeRunner.error(1));

    var response = send(request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
