package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RunnerRepliesIT extends GatewayFixture {

  private static final String ASK = "ext-plugin-pre-req: {conf: [{name: a, value: b}]}";

  @Test
  void theBodyIsRewrittenWithItsLength() throws Exception {
    startWith(ASK);
    List<String> bodies = new CopyOnWriteArrayList<>();
    runner.script(call -> {
      bodies.add(call.body().orElse("none"));
      return Replies.rewrite().body("{\"model\":\"small, and longer than before\"}").done();
    });

    var response = post("/v1", "{\"model\":\"auto\"}");

    assertThat(response.body()).isEqualTo("upstream");
    assertThat(bodies).containsExactly("{\"model\":\"auto\"}");
    assertThat(upstream.last().body()).isEqualTo("{\"model\":\"small, and longer than before\"}");
    assertThat(upstream.last().header("Content-length")).isEqualTo("41");
  }

  @Test
  void anEmptyBodyIsIgnored() throws Exception {
    startWith(ASK);
    runner.script(call -> Replies.rewrite().body("").done());

    var unused = post("/v1", "as it was");

    assertThat(upstream.last().body()).isEqualTo("as it was");
  }

  @Test
  void aRequestWithoutABodyHasNoneForTheRunner() throws Exception {
    startWith(ASK);
    List<Boolean> present = new CopyOnWriteArrayList<>();
    runner.script(call -> {
      present.add(call.body().isPresent());
      return Replies.pass();
    });

    var unused = get("/v1");
    var unusedToo = post("/v1", "");

    assertThat(present).containsExactly(false, false);
  }

  @Test
  void headersAreSetAndDeletedAndTheLastWins() throws Exception {
    startWith(ASK);
    runner.script(call ->
        Replies.rewrite()
            .deleteHeader("X-Gone")
            .header("x-multi", "one")
            .header("X-Multi", "two")
            .header("X-AI-Target", "fast")
            .done());

    var unused =
        send(
            request("/")
                .header("x-gone", "here")
                .header("x-multi", "zero")
                .header("x-ai-target", "spoof"));

    assertThat(upstream.last().header("X-gone")).isEmpty();
    assertThat(upstream.last().header("X-multi")).isEqualTo("two");
    assertThat(upstream.last().header("X-ai-target")).isEqualTo("fast");
  }

  @Test
  void pathArgumentsAndHostAreRewritten() throws Exception {
    startWith(ASK);
    runner.script(call ->
        Replies.rewrite()
            .path("/new path")
            .deleteArg("gone")
            .arg("a", "x y")
            .arg("a", "z")
            .header("Host", "models.internal")
            .done());

    var unused = get("/old?a=1&gone=1&kept=%20&flag");

    assertThat(upstream.last().uri()).isEqualTo("/new%20path?kept=%20&flag&a=x%20y&a=z");
    assertThat(upstream.last().header("Host")).isEqualTo("models.internal");
  }

  @Test
  void responseHeadersAreAddedButNotThoseTheGatewayOwns() throws Exception {
    startWith(ASK);
    runner.script(call ->
        Replies.rewrite()
            .responseHeader("X-AI-Decision", "cheap")
            .responseHeader("X-AI-Decision", "second")
            .responseHeader("Content-Type", "x/y")
            .responseHeader("Location", "/elsewhere")
            .done());

    var response = get("/");

    assertThat(response.headers().allValues("X-AI-Decision")).containsExactly("cheap", "second");
    assertThat(response.headers().firstValue("Content-Type")).isEmpty();
    assertThat(response.headers().firstValue("Location")).isEmpty();
    assertThat(response.headers().firstValue("Server")).contains("APISIX-stand-in");
  }

  @Test
  void aStopAnswersTheClientAsAStream() throws Exception {
    startWith(ASK);
    runner.script(call ->
        Replies.stop(
            0,
            "data: cached\n\ndata: [DONE]\n\n",
            "Content-Type",
            "text/event-stream",
            "Set-Cookie",
            "a=1",
            "Set-Cookie",
            "b=2"));

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("data: cached\n\ndata: [DONE]\n\n");
    assertThat(response.headers().allValues("Content-Type")).containsExactly("text/event-stream");
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
    assertThat(upstream.seen()).isEmpty();
  }

  @Test
  void aStopHasItsOwnStatus() throws Exception {
    startWith(ASK);
    runner.script(call -> Replies.stop(429, "{}", "Retry-After", "7"));

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
  }

  @Test
  void whatTheRunnerSetsSteersTheSplit() throws Exception {
    var fast = opened(new StubUpstream("fast"));
    start(
        """
        upstreams: [{id: F, type: roundrobin, nodes: {"%s": 1}}]
        routes:
          - id: chat
            uri: /*
            %s
            plugins:
              ext-plugin-pre-req: {_meta: {priority: 2000}, conf: [{name: a, value: b}]}
              traffic-split:
                rules:
                  - match: [{vars: [["http_x_ai_target", "==", "fast"]]}]
                    weighted_upstreams: [{upstream_id: F, weight: 1}]
                  - match: [{vars: [["http_x_ai_target", "in", ["half", "some"]]]}]
                    weighted_upstreams: [{upstream_id: F, weight: 1}, {weight: 3}]
        """
            .formatted(fast.address(), upstream.inline()));
    runner.script(
        call -> Replies.rewrite().header("x-ai-target", call.headers("x-want").getFirst()).done());

    assertThat(send(request("/").header("x-want", "fast")).body()).isEqualTo("fast");
    assertThat(send(request("/").header("x-want", "slow").header("x-ai-target", "fast")).body())
        .isEqualTo("upstream");
    for (var i = 0; i < 8; i++) {
      var unused = send(request("/").header("x-want", "half"));
    }
    assertThat(fast.seen()).hasSize(1 + 2);
  }

  @Test
  void anyBytesReachTheRunnerAndTheUpstreamUnchanged() throws Exception {
    startWith(ASK);
    List<String> told = new CopyOnWriteArrayList<>();
    runner.script(call -> {
      told.addAll(call.headers("x-bin"));
      told.addAll(call.args());
      return Replies.rewrite().header("x-out", "\u00ff\u00fe").done();
    });
    upstream.script((exchange, body) ->
        StubUpstream.send(
            exchange, 200, exchange.getRequestHeaders().getFirst("x-bin").length() + ""));

    var socket = connect();
    write(socket, "GET /?a=%FF&flag HTTP/1.1\r\nHost: x\r\nX-Bin: a\u00ff\u0080b\r\n\r\n");
    var response = readUntil(socket, "\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 200");
    assertThat(told).containsExactly("a\u00ff\u0080b", "a: \u00ff", "flag");
    assertThat(upstream.last().header("X-out")).isEqualTo("\u00ff\u00fe");
  }
}
