package io.sluice.runner.exchanges;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  private final BearerToken token = new BearerToken("s3cret-ä");

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer s3cret-ä", "bearer s3cret-ä", "BEARER s3cret-ä", "Bearer   s3cret-ä "})
  void theTokenLetsIn(String authorization) {
    assertThat(token.matches(authorization)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer s3cret",
        "Bearer S3CRET-Ä",
        "Bearer s3cret-ä s3cret-ä",
        "Basic s3cret-ä",
        "s3cret-ä",
        "Bearers3cret-ä"
      })
  void nothingElseDoes(String authorization) {
    assertThat(token.matches(authorization)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void withoutATokenNobodyIsLetIn(String configured) {
    var none = new BearerToken(configured);

    assertThat(none.matches("Bearer ")).isFalse();
    assertThat(none.matches("Bearer")).isFalse();
    assertThat(none.matches("Bearer x")).isFalse();
  }

  @Test
  void spaceAroundAConfiguredTokenDoesNotCount() {
    assertThat(new BearerToken(" s3cret\n").matches("Bearer s3cret")).isTrue();
  }

  @Test
  void theTokenIsNotShown() {
    assertThat(token).hasToString("BearerToken[…]");
  }
}
