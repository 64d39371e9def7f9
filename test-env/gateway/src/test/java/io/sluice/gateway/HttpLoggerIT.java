package io.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoggerIT extends GatewayFixture {

  private static final String FORMAT =
      """
      log_format: {status: $status, body: $resp_body, sent: $ai_sent_body, req: $request_body,
        completion: $request_completion, bytes: $body_bytes_sent, upstream: $upstream_addr,
        up_status: $upstream_status, up_time: $upstream_response_time,
        first_byte: $upstream_header_time, time: $request_time, consumer: $consumer_name,
        ai_id: $http_x_ai_request_id, type: $sent_http_content_type, id: $request_id,
        uri: $request_uri, constant: "fixed", nested: {method: $request_method}}\
      """;

  private static final String SENT_BODY =
      """
      serverless-post-function: {phase: body_filter, functions: [
        'core.ctx.register_var("ai_sent_body", function(ctx) end)']}\
      """;

  private LogSink sink;

  @BeforeEach
  void openSink() throws IOException {
    sink = opened(new LogSink());
  }

  private String logger(String more) {
    return "http-logger: {uri: '%s', auth_header: 'Bearer t', %s, %s}"
        .formatted(sink.url(), more, FORMAT);
  }

  private String eachAtOnce(String more) {
    return logger("batch_max_size: 1, include_resp_body: true, " + more) + ", " + SENT_BODY;
  }

  @Test
  void aFinishedExchangeIsPostedAsOneObject() throws Exception {
    startWith(eachAtOnce("include_req_body: true"));
    upstream.script((exchange, body) -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      StubUpstream.send(exchange, 201, "{\"a\":\"ü/\"}");
    });

    var response = post("/v1?x=1", "question");
    var post = sink.next();

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(post.authorization()).isEqualTo("Bearer t");
    assertThat(post.contentType()).isEqualTo("application/json");
    var entry = post.json();
    assertThat(entry.get("status").isInt()).isTrue();
    assertThat(entry.get("status").asInt()).isEqualTo(201);
    assertThat(entry.get("up_status").asInt()).isEqualTo(201);
    // The entry holds the bytes of the body, here read back one character each.
    assertThat(entry.get("body").asString()).isEqualTo("{\"a\":\"Ã¼/\"}");
    assertThat(entry.get("sent").asString()).isEqualTo("{\"a\":\"Ã¼/\"}");
    assertThat(entry.get("req").asString()).isEqualTo("question");
    assertThat(entry.get("completion").asString()).isEqualTo("OK");
    assertThat(entry.get("bytes").isString()).isTrue();
    assertThat(entry.get("bytes").asString()).isEqualTo("11");
    assertThat(entry.get("upstream").asString()).isEqualTo(upstream.address());
    assertThat(entry.get("time").isNumber()).isTrue();
    assertThat(entry.get("up_time").isNumber()).isTrue();
    assertThat(entry.get("first_byte").isNumber()).isTrue();
    assertThat(entry.get("type").asString()).isEqualTo("application/json");
    assertThat(entry.get("id").asString()).matches("[0-9a-f]{32}");
    assertThat(entry.get("uri").asString()).isEqualTo("/v1?x=1");
    assertThat(entry.get("constant").asString()).isEqualTo("fixed");
    assertThat(entry.get("nested").get("method").asString()).isEqualTo("POST");
    assertThat(entry.get("route_id").asString()).isEqualTo("r");
    assertThat(entry.has("consumer")).isFalse();
    assertThat(entry.has("ai_id")).isFalse();
  }

  @Test
  void bodiesAreCutSilentlyEvenInsideACharacter() throws Exception {
    startWith(eachAtOnce("max_resp_body_bytes: 4, include_req_body: true, max_req_body_bytes: 2"));
    upstream.script((exchange, body) -> StubUpstream.send(exchange, 200, "abcüdef"));

    var response = post("/", "question");
    var entry = sink.next().json();

    assertThat(response.body()).isEqualTo("abcüdef");
    assertThat(entry.get("body").asString()).isEqualTo("abcÃ");
    assertThat(entry.get("req").asString()).isEqualTo("qu");
  }

  @Test
  void zippedAnswersAreLoggedUnzippedButStaySo() throws Exception {
    startWith(eachAtOnce("timeout: 3"));
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write("plain text".getBytes(UTF_8));
    }
    upstream.script((exchange, body) -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, zipped.size());
      zipped.writeTo(exchange.getResponseBody());
    });

    var response = get("/");
    var entry = sink.next().json();

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(entry.get("body").asString()).isEqualTo("plain text");
    assertThat(entry.get("bytes").asString()).isEqualTo(Integer.toString(zipped.size()));
  }

  @Test
  void aCutStreamIsLoggedWithoutABodyButWithWhatWasSent() throws Exception {
    startWith(eachAtOnce("timeout: 3"));
    var released = new CountDownLatch(1);
    upstream.script((exchange, body) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("data: 1\n\n".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      await(released);
    });
    var socket = connect();
    write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    readUntil(socket, "data: 1\n\n");

    socket.close();
    var entry = sink.next().json();
    released.countDown();

    assertThat(entry.get("status").asInt()).isEqualTo(200);
    assertThat(entry.has("body")).isFalse();
    assertThat(entry.has("completion")).isFalse();
    assertThat(entry.get("sent").asString()).isEqualTo("data: 1\n\n");
    assertThat(entry.get("bytes").asString()).isEqualTo("9");
  }

  @Test
  void aClientThatGoesBeforeTheAnswerIsLoggedAs499() throws Exception {
    startWith(eachAtOnce("timeout: 3"));
    var asked = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    upstream.script((exchange, body) -> {
      asked.countDown();
      await(released);
    });
    var socket = connect();
    write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await(asked);

    socket.close();
    var entry = sink.next().json();
    released.countDown();

    assertThat(entry.get("status").asInt()).isEqualTo(499);
    assertThat(entry.get("bytes").asString()).isEqualTo("0");
  }

  @Test
  void refusedAndStoppedRequestsAreLoggedToo() throws Exception {
    start(
        """
        consumers: [{username: alice, plugins: {key-auth: {key: k}}}]
        routes: [{id: r, uri: /*, %s, plugins: {key-auth: {}, %s,
          ext-plugin-pre-req: {_meta: {priority: 2000}, conf: [{name: a, value: b}]}}}]
        """
            .formatted(upstream.inline(), eachAtOnce("timeout: 3")));
    runner.script(call -> Replies.stop(200, "cached"));

    var refused = get("/");
    var refusedEntry = sink.next().json();
    var stopped = send(request("/").header("apikey", "k"));
    var stoppedEntry = sink.next().json();

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refusedEntry.get("status").asInt()).isEqualTo(401);
    assertThat(refusedEntry.has("consumer")).isFalse();
    assertThat(stopped.body()).isEqualTo("cached");
    assertThat(stoppedEntry.get("body").asString()).isEqualTo("cached");
    assertThat(stoppedEntry.get("consumer").asString()).isEqualTo("alice");
    assertThat(stoppedEntry.has("upstream")).isFalse();
  }

  @Test
  void headersThatTheRunnerSetAreLogged() throws Exception {
    startWith(eachAtOnce("timeout: 3") + ", ext-plugin-pre-req: {conf: [{name: a, value: b}]}");
    runner.script(call -> Replies.rewrite().header("X-AI-Request-Id", "r-1").done());

    var unused = send(request("/").header("x-ai-request-id", "spoof"));

    assertThat(sink.next().json().get("ai_id").asString()).isEqualTo("r-1");
  }

  @Test
  void aFullBatchIsPostedAsAnArray() throws Exception {
    startWith(logger("batch_max_size: 3, inactive_timeout: 60"));

    for (var i = 0; i < 3; i++) {
      assertThat(get("/" + i).statusCode()).isEqualTo(200);
    }
    var batch = sink.next().json();

    assertThat(batch.isArray()).isTrue();
    assertThat(batch).hasSize(3);
    assertThat(batch.get(2).get("uri").asString()).isEqualTo("/2");
  }

  @Test
  void anUnfinishedBatchIsPostedWhenNothingMoreComes() throws Exception {
    startWith(logger("batch_max_size: 100, inactive_timeout: 1"));

    assertThat(get("/").statusCode()).isEqualTo(200);
    var batch = sink.next().json();

    assertThat(batch.isArray()).isTrue();
    assertThat(batch).hasSize(1);
  }

  @Test
  void everyBatchHasItsOwnConnection() throws Exception {
    startWith(eachAtOnce("timeout: 3"));
    var ports = new HashSet<Integer>();

    for (var i = 0; i < 5; i++) {
      assertThat(get("/").statusCode()).isEqualTo(200);
      ports.add(sink.next().port());
    }

    assertThat(ports).hasSize(5);
  }

  @Test
  void whatASinkRefusesIsDroppedUnlessRetriesAreAllowed() throws Exception {
    start(
        "routes: [{id: a, uri: /drop, %s, plugins: {%s}}, {id: b, uri: /retry, %s, plugins: {%s}}]"
            .formatted(
                upstream.inline(),
                eachAtOnce("timeout: 3"),
                upstream.inline(),
                eachAtOnce("max_retry_count: 1, retry_delay: 0")));
    sink.status(500);

    assertThat(get("/drop").statusCode()).isEqualTo(200);
    assertThat(sink.next().json().get("uri").asString()).isEqualTo("/drop");
    assertThat(get("/retry").statusCode()).isEqualTo(200);
    assertThat(sink.next().json().get("uri").asString()).isEqualTo("/retry");
    assertThat(sink.next().json().get("uri").asString()).isEqualTo("/retry");
    sink.status(200);
    assertThat(get("/drop?after").statusCode()).isEqualTo(200);

    assertThat(sink.next().json().get("uri").asString()).isEqualTo("/drop?after");
    assertThat(sink.waiting()).isZero();
  }

  @Test
  void aDeadSinkDoesNotConcernTheClient() throws Exception {
    startWith(eachAtOnce("timeout: 1"));
    sink.close();

    for (var i = 0; i < 10; i++) {
      assertThat(get("/").statusCode()).isEqualTo(200);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
