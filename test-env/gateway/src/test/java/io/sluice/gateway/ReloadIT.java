package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReloadIT extends GatewayFixture {

  private String route(String id, String uri) {
    return "routes: [{id: %s, uri: %s, %s}]".formatted(id, uri, upstream.inline());
  }

  private int statusOf(String path) {
    try {
      return get(path).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void startsWithoutAFileAndTakesItWhenItComes() throws Exception {
    start();
    assertThat(statusOf("/a")).isEqualTo(404);

    write(route("a", "/a"));

    eventually(() -> statusOf("/a") == 200);
  }

  @Test
  void takesEveryNewVersion() throws Exception {
    start(route("a", "/a"));

    write(route("b", "/b"));

    eventually(() -> statusOf("/b") == 200);
    assertThat(statusOf("/a")).isEqualTo(404);
  }

  @Test
  void aNewVersionIsPreparedAnew() throws Exception {
    var ask = ", plugins: {ext-plugin-pre-req: {conf: [{name: a, value: '%s'}]}}}]";
    var begin = "routes: [{id: r, uri: /*, " + upstream.inline();
    start(begin + ask.formatted("1"));
    assertThat(statusOf("/")).isEqualTo(200);

    write(begin + ask.formatted("2"));

    eventually(() -> statusOf("/") == 200 && runner.prepared.size() == 2);
    assertThat(runner.prepared).doesNotHaveDuplicates();
  }

  @Test
  void aBadFileLeavesTheOldOneInForceAndNamesEveryProblem() throws Exception {
    start(route("a", "/a"));

    write(
        """
        routes:
          - {id: chat, uri: /a, upstream_id: nowhere, plugins: {
              limit-count: {count: 1}, key-auth: {hide: true},
              serverless-pre-function: {phase: access, functions: ["return function() end"]},
              traffic-split: {rules: [{match: [{vars: [[a, like, b]]}]}]}}}
          - {id: chat, uri: /b, tags: []}
        services: []
        """);

    eventually(() -> !gateway().problems().isEmpty());
    assertThat(gateway().problems())
        .anyMatch(p -> p.startsWith("route chat.plugins.limit-count: unknown plugin"))
        .contains("route chat.plugins.key-auth: unknown or unsupported attribute hide")
        .anyMatch(
            p -> p.startsWith("route chat.plugins.serverless-pre-function: ") && p.contains("Lua"))
        .anyMatch(p -> p.startsWith("route chat.plugins.traffic-split.rules[0].match[0]: vars"))
        .contains("route chat: upstream_id names no upstream: nowhere")
        .contains("route chat: is there twice")
        .contains("route chat: unknown or unsupported attribute tags")
        .contains("apisix.yaml: unknown or unsupported attribute services")
        .hasSize(8);
    assertThat(statusOf("/a")).isEqualTo(200);
  }

  @Test
  void whatIsNotYamlLeavesTheOldOneInForce() throws Exception {
    start(route("a", "/a"));

    write("routes: [");

    eventually(() -> !gateway().problems().isEmpty());
    assertThat(gateway().problems().getFirst()).startsWith("apisix.yaml: is not YAML");
    assertThat(statusOf("/a")).isEqualTo(200);
  }

  @Test
  void aFileWithoutItsLastLineIsNotRead() throws Exception {
    Files.writeString(directory.resolve("apisix.yaml"), route("a", "/a") + "\n");
    start();
    assertThat(statusOf("/a")).isEqualTo(404);

    Files.writeString(directory.resolve("apisix.yaml"), route("a", "/a") + "\n#END\n");

    eventually(() -> statusOf("/a") == 200);
  }

  @Test
  void theSampleThatWorkedOnApisixIsTaken() throws Exception {
    try (var sample = ReloadIT.class.getResourceAsStream("/apisix.yaml")) {
      assertThat(sample).isNotNull();
      Files.write(directory.resolve("apisix.yaml"), sample.readAllBytes());
    }

    start();

    assertThat(gateway().problems()).isEmpty();
    assertThat(statusOf("/v1/chat/completions")).isEqualTo(401);
  }
}
