package io.sluice.runner.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Action;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.RoutePlugin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ExchangesControllerTest {

  private static final int MAX_BYTES = 200;

  private final Exchanges.Listener listener = new Exchanges.Listener();
  private final ExchangeRegistry exchanges =
      new ExchangeRegistry(
          Duration.ofMinutes(1), 1 << 20, entry -> false, new SimpleMeterRegistry());
  private final MockMvcTester http =
      MockMvcTester.of(new ExchangesController(exchanges, new BearerToken("secret"), MAX_BYTES));

  @Test
  void countsWhatBecameOfTheEntries() {
    exchanges.begin(Exchanges.chat("a"), List.of(listener));
    exchanges.begin(Exchanges.chat("b"), List.of(listener));

    var answer =
        post(
            "Bearer secret",
            """
            [{"request_id": "a", "status": 200}, {"request_id": "zz"}, {"status": 401}, 7,
             {"request_id": "b", "status": 502}]
            """);

    assertThat(answer).hasStatusOk();
    assertThat(answer)
        .bodyJson()
        .isStrictlyEqualTo("{\"accepted\": 2, \"unmatched\": 2, \"rejected\": 1}");
    assertThat(listener.heard()).containsExactly("a 200", "b 502");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer wrong", "secret"})
  void withoutTheTokenNothingIsTaken(String authorization) {
    exchanges.begin(Exchanges.chat("a"), List.of(listener));

    var answer = post(authorization, "{\"request_id\": \"a\"}");

    assertThat(answer).hasStatus(HttpStatus.UNAUTHORIZED);
    assertThat(answer)
        .bodyJson()
        .isStrictlyEqualTo("{\"error\": \"the bearer token of sluice.exchanges.token is needed\"}");
    assertThat(listener.heard()).isEmpty();
  }

  @Test
  void withoutAnyAuthorizationNothingIsTaken() {
    assertThat(http.post().uri("/exchanges").content("{}").exchange())
        .hasStatus(HttpStatus.UNAUTHORIZED);
  }

  @Test
  void aPostUpToTheLimitIsRead() {
    var largest = "{\"response_body\":\"%s\"}".formatted("x".repeat(MAX_BYTES - 20));
    assertThat(largest.getBytes(UTF_8)).hasSize(MAX_BYTES);

    assertThat(post("Bearer secret", largest)).hasStatusOk();
    assertThat(post("Bearer secret", largest + " ")).hasStatus(HttpStatus.CONTENT_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "nonsense", "{}{}", "{\"a\":1,}"})
  void whatIsNotJsonIsRefusedForGood(String body) {
    assertThat(post("Bearer secret", body)).hasStatus(HttpStatus.BAD_REQUEST);
  }

  @Test
  void aFloodOfBracketsIsRefusedForGood() {
    assertThat(post("Bearer secret", "[".repeat(MAX_BYTES))).hasStatus(HttpStatus.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "7", "{\"status\": \"x\", \"request_id\": 7}"})
  void anEntryThatSaysNothingIsNotSentAgain(String body) {
    assertThat(post("Bearer secret", body)).hasStatusOk();
  }

  @Test
  void aPluginsBugIsNotApisixsProblem() {
    exchanges.begin(Exchanges.chat("a"), List.of(new Buggy(), listener));

    var answer = post("Bearer secret", "{\"request_id\": \"a\", \"status\": 200}");

    assertThat(answer).hasStatusOk();
    assertThat(listener.heard()).containsExactly("a 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded"})
  void whatTheBodyCallsItselfDoesNotMatter(String contentType) {
    var answer =
        http.post()
            .uri("/exchanges")
            .header("Authorization", "Bearer secret")
            .contentType(MediaType.parseMediaType(contentType))
            .content("{}")
            .exchange();

    assertThat(answer).hasStatusOk();
  }

  private MvcTestResult post(String authorization, String body) {
    return http.post()
        .uri("/exchanges")
        .header("Authorization", authorization)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private record Buggy() implements RoutePlugin {

    @Override
    public Action onRequest(ChatExchange exchange) {
      return Action.pass();
    }

    @Override
    public void onEnd(ChatExchange exchange, Ending ending) {
      throw new IllegalStateException("oops");
    }
  }
}
