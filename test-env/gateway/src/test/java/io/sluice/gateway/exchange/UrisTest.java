package io.sluice.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrisTest {

  @ParameterizedTest
  @CsvSource({
    "/a%20b, /a b",
    "/%ff, /\u00ff",
    "/a//b, /a/b",
    "/a/./b/../c, /a/c",
    "/a/.., /",
    "/a/b/., /a/b/",
    "/.hidden, /.hidden"
  })
  void pathsAreUnescapedAndResolved(String raw, String path) {
    assertThat(Uris.normalPath(raw)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%4", "/%zz", "/..", "/a/../..", "/%2e%2e/x", "*"})
  void pathsThatNginxRefusesAreRefused(String raw) {
    assertThat(Uris.normalPath(raw)).isEmpty();
  }

  @Test
  void anEscapeThatIsNoneStaysInAnArgument() {
    assertThat(Uris.unescapeArgument("100%+a%2")).isEqualTo("100% a%2");
  }

  @Test
  void onlyWhatWouldBeMisreadIsEscapedInAPath() {
    assertThat(Uris.escapePath("/a b/c?d#e%f\u00ff&g=h")).isEqualTo("/a%20b/c%3Fd%23e%25f%FF&g=h");
  }
}
