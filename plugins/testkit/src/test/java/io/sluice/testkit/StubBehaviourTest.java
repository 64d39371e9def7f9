package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Header;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StubBehaviourTest {

  @Test
  void everyOptionCanBeSet() {
    var behaviour =
        StubBehaviour.normal()
            .with("latency-ms", "5")
            .with("tokens", "7")
            .with("token-pace-ms", "2")
            .with("status", "500")
            .with("error-code", "broken")
            .with("hang", "true")
            .with("cut-after-tokens", "3")
            .with("no-usage", "true")
            .with("tool-call", "true");

    assertThat(behaviour)
        .isEqualTo(
            new StubBehaviour(
                Duration.ofMillis(5),
                7,
                Duration.ofMillis(2),
                500,
                "broken",
                true,
                OptionalInt.of(3),
                false,
                true));
  }

  @Test
  void aRequestsHeadersComeBeforeTheProvidersBehaviour() {
    var provider = StubBehaviour.normal().with("tokens", "7").with("status", "500");

    var request =
        provider.forRequest(
            List.of(new Header("X-Stub-Status", "200"), new Header("X-Other", "x")));

    assertThat(request.status()).isEqualTo(200);
    assertThat(request.tokens()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "tokens, 0, tokens must be at least 1",
    "tokens, x, 'tokens must be a whole number, but was x'",
    "latency-ms, -1, latency-ms must not be negative",
    "token-pace-ms, -1, token-pace-ms must not be negative",
    "cut-after-tokens, -1, cut-after-tokens must not be negative",
    "status, 302, status must be 200 or 400 to 599",
    "hang, maybe, 'hang must be true or false, but was maybe'",
    "colour, red, no option is called colour",
  })
  void refusesWhatDoesNotFit(String option, String value, String message) {
    assertThatThrownBy(() -> StubBehaviour.normal().with(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
