package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.FakeRunner.Call;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginOrderIT extends GatewayFixture {

  private static final String CONSUMERS =
      """
      consumer_groups: [{id: finance, plugins: {request-id: {header_name: X-Finance-Id}}}]
      consumers:
        - {username: alice, group_id: finance, plugins: {key-auth: {key: alice-key}}}
        - {username: bob, plugins: {key-auth: {key: Bearer bob-key}}}
      """;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    runner.script(call -> {
      told.add(call.variable("consumer_name").orElse("nobody"));
      told.add(call.variable("consumer_group_id").orElse("no group"));
      return Replies.pass();
    });
  }

  private void startWithAuth(String keyAuth, String meta) throws Exception {
    start(
        CONSUMERS
            + "routes: [{id: chat, uri: /*, %s, plugins: {key-auth: %s, ext-plugin-pre-req: %s}}]"
                .formatted(upstream.inline(), keyAuth, meta));
  }

  private static final String LATE = "{_meta: {priority: 2000}, conf: [{name: a, value: b}]}";

  @Test
  void whoHasNoKeyIsRefusedAndNeverReachesTheRunner() throws Exception {
    startWithAuth("{}", LATE);

    var missing = get("/v1");
    var wrong = send(request("/v1").header("apikey", "guess"));

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Missing API key in request\"}\n");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("{\"message\":\"Invalid API key in request\"}\n");
    assertThat(runner.calls).isEmpty();
    assertThat(runner.prepared).isEmpty();
    assertThat(upstream.seen()).isEmpty();
  }

  @Test
  void theRunnerIsToldConsumerAndGroup() throws Exception {
    startWithAuth("{}", LATE);

    var response = send(request("/v1").header("apikey", "alice-key"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(told).containsExactly("alice", "finance");
    assertThat(upstream.last().header("X-Consumer-Username")).isEqualTo("alice");
  }

  @Test
  void aClientCannotPretendToBeAConsumer() throws Exception {
    startWithAuth("{}", LATE);

    var unused =
        send(request("/").header("apikey", "alice-key").header("X-Consumer-Username", "root"));

    assertThat(upstream.last().header("X-Consumer-Username")).isEqualTo("alice");
  }

  @Test
  void withoutAPriorityTheRunnerIsAskedBeforeAuthentication() throws Exception {
    startWithAuth("{}", "{conf: [{name: a, value: b}]}");

    var response = get("/v1");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(told).containsExactly("nobody", "no group");
  }

  @Test
  void bearerTokensOfOpenAiClientsAreKeysAndStayHidden() throws Exception {
    startWithAuth("{header: Authorization, hide_credentials: true}", LATE);
    List<List<String>> seenByRunner = new CopyOnWriteArrayList<>();
    runner.script((Call call) -> {
      seenByRunner.add(call.headers("authorization"));
      return Replies.pass();
    });

    var response = send(request("/v1").header("Authorization", "Bearer bob-key"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(seenByRunner).containsExactly(List.of());
    assertThat(upstream.last().header("Authorization")).isEmpty();
    assertThat(upstream.last().header("X-Consumer-Username")).isEqualTo("bob");
  }

  @Test
  void aKeyInTheQueryIsHiddenToo() throws Exception {
    startWithAuth("{hide_credentials: true, query: key}", LATE);

    var response = get("/v1?a=1&key=alice-key&b=2");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(upstream.last().uri()).isEqualTo("/v1?a=1&b=2");
  }

  @Test
  void pluginsOfAGroupJoinOnceTheConsumerIsKnown() throws Exception {
    startWithAuth("{}", LATE);

    var alice = send(request("/").header("apikey", "alice-key"));
    var bob = send(request("/").header("apikey", "Bearer bob-key"));

    assertThat(alice.headers().firstValue("X-Finance-Id")).isPresent();
    assertThat(bob.headers().firstValue("X-Finance-Id")).isEmpty();
  }

  @Test
  void aDisabledPluginDoesNothing() throws Exception {
    startWith("key-auth: {_meta: {disable: true}}, request-id: {_meta: {disable: false}}");

    var response = get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void anIdOfTheClientIsKeptAndEchoed() throws Exception {
    startWith("request-id: {}");

    var response = send(request("/").header("X-Request-Id", "mine"));

    assertThat(response.headers().allValues("X-Request-Id")).containsExactly("mine");
    assertThat(upstream.last().header("X-request-id")).isEqualTo("mine");
  }
}
