package io.sluice.compressor.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "0",
        "-0",
        "-0.5e+10",
        "1E9",
        "12.50",
        "\"\"",
        "\"\\u00e9\\n\\\\\\/\"",
        "\"\ud800\"",
        "true",
        "\tnull\r\n",
        "{\"a\":[1,{\"b\":false}],\"a\":\"\u007f\"}"
      })
  void whatTheRfcAllowsIsValid(String text) {
    assertThat(Json.isValue(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{'a':1}",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1F",
        "NaN",
        "tru",
        "True",
        "truee",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"\n\"",
        "[1]\u00a0",
        "\ufeff[1]",
        "// c\n[1]",
        "[1\u0000]"
      })
  void whatTheRfcForbidsIsNot(String text) {
    assertThat(Json.isValue(text)).isFalse();
  }

  @Test
  void containersMayBe512Deep() {
    assertThat(Json.isValue("[".repeat(512) + "]".repeat(512))).isTrue();
    assertThat(Json.isValue("[".repeat(513) + "]".repeat(513))).isFalse();
  }

  @Test
  void aMillionOpenBracketsAreRefusedWithoutReadingThem() {
    assertThat(Json.isValue("[".repeat(1_000_000))).isFalse();
  }

  @Test
  void aLoneScalarIsNoContainer() {
    assertThat(Json.isContainer(" {} ", 0, 4)).isTrue();
    assertThat(Json.isContainer("17", 0, 2)).isFalse();
    assertThat(Json.isContainer("", 0, 0)).isFalse();
  }

  @Test
  void nothingOutsideTheStretchIsRead() {
    assertThat(Json.isValue("x[1]x", 1, 4)).isTrue();
    assertThat(Json.isValue("[12]", 1, 2)).isTrue();
    assertThat(Json.isValue("\"ab\"", 0, 3)).isFalse();
    assertThat(Json.isValue("true", 0, 3)).isFalse();
  }

  @Test
  void minifyingTakesWhiteSpaceBetweenAndNothingElse() {
    var written = "{ \"b\" : 1.50,\r\n\t\"a b\" : [ \"x \\\" y\", 1E+2 , \"\\u0041\" ] }";

    assertThat(Json.minify(written))
        .isEqualTo("{\"b\":1.50,\"a b\":[\"x \\\" y\",1E+2,\"\\u0041\"]}");
  }
}
