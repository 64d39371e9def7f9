package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenAiErrorTest {

  @Test
  void hasTheShapeOfOpenAi() {
    var stop =
        new OpenAiError(429, "insufficient_quota", "budget_full", "No \"tokens\" left: 漢 😀\n")
            .toStop();

    assertThat(stop.status()).isEqualTo(429);
    assertThat(stop.headers()).containsExactly(new Header("Content-Type", "application/json"));
    assertThat(new String(stop.body(), UTF_8))
        .isEqualTo(
            "{\"error\":{\"message\":\"No \\\"tokens\\\" left: 漢 😀\\n\","
                + "\"type\":\"insufficient_quota\",\"code\":\"budget_full\",\"param\":null}}");
  }
}
