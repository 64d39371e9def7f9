package io.sluice.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireTest {

  @Test
  void halvesOfPairsAndWhatEndsALineAreEscaped() {
    assertThat(Wire.safe("\"a\u2028b\ud83d\u0085c\ude00\ud83d\""))
        .isEqualTo("\"a\\u2028b\\ud83d\\u0085c\\ude00\\ud83d\"");
  }

  @Test
  void allElseStays() {
    var text = "\"Grüße 漢字 😀 \\n \u00a0\"";

    assertThat(Wire.safe(text)).isSameAs(text);
  }

  @Test
  void numbersKeepTheirDigits() {
    var json = "{\"a\":1.50,\"b\":98765432109876543210,\"c\":-0.25,\"d\":1.7976931348623157E+400}";

    assertThat(Wire.object(json).map(Wire::json)).contains(json);
  }

  @Test
  void onlyOneObjectIsRead() {
    assertThat(Wire.object("\uFEFF {} ")).isPresent();
    assertThat(Wire.object("{} {}")).isEmpty();
    assertThat(Wire.object("[]")).isEmpty();
    assertThat(Wire.object("{\"a\":")).isEmpty();
    assertThat(Wire.object("{\"a\":" + "[".repeat(100_000))).isEmpty();
    assertThat(Wire.object("")).isEmpty();
  }
}
