package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class RoutingIT extends GatewayFixture {

  /** Routes whose upstream sees the route's id as its path. */
  private String routes(String... idAndMatch) {
    var routes = new StringBuilder("routes:\n");
    for (var i = 0; i < idAndMatch.length; i += 2) {
      routes.append(
          "  - {id: %s, %s, %s, plugins: {proxy-rewrite: {uri: /%s}}}\n"
              .formatted(idAndMatch[i], idAndMatch[i + 1], upstream.inline(), idAndMatch[i]));
    }
    return routes.toString();
  }

  private String routeOf(HttpRequest.Builder request) throws Exception {
    assertThat(send(request).statusCode()).isEqualTo(200);
    return upstream.last().uri().substring(1);
  }

  @Test
  void anExactUriBeatsEveryPrefixAndALongPrefixAShortOne() throws Exception {
    start(
        routes(
            "all", "uri: /*",
            "v1", "uri: /v1/*",
            "chat", "uri: /v1/chat",
            "long", "uri: /v1/chat/*"));

    assertThat(routeOf(request("/v1/chat"))).isEqualTo("chat");
    assertThat(routeOf(request("/v1/chat/x"))).isEqualTo("long");
    assertThat(routeOf(request("/v1/chats"))).isEqualTo("v1");
    assertThat(routeOf(request("/v1"))).isEqualTo("all");
  }

  @Test
  void methodsHostsVarsAndPriorityChooseAmongEqualUris() throws Exception {
    start(
        routes(
            "rest", "uri: /a",
            "post", "uri: /a, priority: 1, methods: [POST]",
            "arg", "uri: /a, priority: 2, vars: [[arg_tier, ==, fast], [http_x_no, ~=, '1']]",
            "host", "uri: /a, priority: 3, hosts: ['*.example.test']"));

    assertThat(routeOf(request("/a"))).isEqualTo("rest");
    assertThat(routeOf(request("/a").POST(HttpRequest.BodyPublishers.noBody()))).isEqualTo("post");
    assertThat(routeOf(request("/a?tier=fast"))).isEqualTo("arg?tier=fast");
    assertThat(routeOf(request("/a?tier=fast").header("X-No", "1"))).isEqualTo("rest?tier=fast");
    var socket = connect();
    write(socket, "GET /a HTTP/1.1\r\nHost: b.EXAMPLE.test:80\r\n\r\n");
    assertThat(readUntil(socket, "upstream")).startsWith("HTTP/1.1 200");
    assertThat(upstream.last().uri()).isEqualTo("/host");
  }

  @Test
  void aRouteCanHaveManyUrisAndBeSwitchedOff() throws Exception {
    start(routes("many", "uris: [/a, /b]", "off", "uri: /c, status: 0"));

    assertThat(routeOf(request("/a"))).isEqualTo("many");
    assertThat(routeOf(request("/b"))).isEqualTo("many");
    assertThat(get("/c").statusCode()).isEqualTo(404);
  }

  @Test
  void whatMatchesNoRouteIsA404InTheWordsOfApisix() throws Exception {
    start();

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"error_msg\":\"404 Route Not Found\"}\n");
  }

  @Test
  void routesMatchTheUnescapedPathAndTheUpstreamGetsItAsSent() throws Exception {
    start("routes: [{id: r, uri: /v1/*, %s}]".formatted(upstream.inline()));

    assertThat(get("/%76%31/a%20b?q=%C3%A4&f").statusCode()).isEqualTo(200);
    assertThat(upstream.last().uri()).isEqualTo("/%76%31/a%20b?q=%C3%A4&f");
    assertThat(get("/x/../v1/a").statusCode()).isEqualTo(200);
    assertThat(get("/v1/../x").statusCode()).isEqualTo(404);
  }

  @Test
  void proxyRewriteChangesHostMethodAndHeaders() throws Exception {
    startWith(
        """
        proxy-rewrite: {regex_uri: ["^/a/(.*)", "/b/$1"], host: inner, method: PUT, headers: {
          set: {X-Set: "id-$request_uri"}, add: {X-Add: more}, remove: [X-Gone]}}\
        """);

    var unused =
        send(
            request("/a/c?d=1")
                .header("X-Gone", "1")
                .header("X-Add", "first")
                .header("X-Set", "old"));

    var seen = upstream.last();
    assertThat(seen.method() + " " + seen.uri()).isEqualTo("PUT /b/c?d=1");
    assertThat(seen.header("Host")).isEqualTo("inner");
    assertThat(seen.header("X-Set")).isEqualTo("id-/a/c?d=1");
    assertThat(seen.header("X-Add")).isEqualTo("first|more");
    assertThat(seen.header("X-Gone")).isEmpty();
  }

  @Test
  void nodesTakeTurnsByWeight() throws Exception {
    var second = opened(new StubUpstream("second"));
    start(
        """
        upstreams:
          - id: both
            nodes: [{host: 127.0.0.1, port: %s, weight: 3}, {host: 127.0.0.1, port: %s, weight: 1}]
        routes: [{id: r, uri: /*, upstream_id: both}]
        """
            .formatted(
                upstream.address().replaceAll(".*:", ""), second.address().replaceAll(".*:", "")));

    for (var i = 0; i < 8; i++) {
      assertThat(get("/").statusCode()).isEqualTo(200);
    }

    assertThat(upstream.seen()).hasSize(6);
    assertThat(second.seen()).hasSize(2);
  }
}
