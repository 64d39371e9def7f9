package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

  @Test
  void oneMessageHasEveryProblemWithKeyRuleAndValue() {
    assertThatThrownBy(() -> new CacheConfig(1.2, Duration.ZERO))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "ai-semantic-cache: similarity_threshold must be in (0, 1], but was 1.2;"
                + " ttl must be positive, but was PT0S");
  }

  @Test
  void whatIsRightIsNoProblem() {
    assertThatCode(() -> new CacheConfig(1, Duration.ofHours(1))).doesNotThrowAnyException();
  }

  @Test
  void problemsAreHandedOnOneByOne() {
    assertThat(new InvalidConfigException("x", List.of(new Problem("a", "b", "c"))).problems())
        .containsExactly(new Problem("a", "b", "c"));
  }

  @Test
  void ofSeveralProblemsAtOneKeyTheFirstIsTold() {
    var problems = new Problems("x").require(false, "a", "even", 1).require(false, "a", "big", 1);

    assertThatThrownBy(problems::throwIfAny).hasMessage("x: a must be even, but was 1");
  }

  @Test
  void aProblemInsideExplainsThoseAround() {
    var problems =
        new Problems("x")
            .require(false, "a[0].b", "even", 1)
            .require(false, "a", "longer", 1)
            .require(false, "a[0]", "better", 1)
            .require(false, "ab", "named", 1)
            .require(false, "a[1]", "even", 1);

    assertThatThrownBy(problems::throwIfAny)
        .hasMessage(
            "x: a[0].b must be even, but was 1; ab must be named, but was 1;"
                + " a[1] must be even, but was 1");
  }

  @Test
  void textsAreQuotedAndStayOnOneLine() {
    var problems = new Problems("x").require(false, "a", "plain", "say \"hi\"\r\nand leave");

    assertThatThrownBy(problems::throwIfAny)
        .hasMessage("x: a must be plain, but was \"say \\\"hi\\\"\\r\\nand leave\"");
  }

  @Test
  void longValuesAreCut() {
    var problems = new Problems("x").require(false, "a", "short", "y".repeat(100_000));

    assertThatThrownBy(problems::throwIfAny)
        .hasMessage("x: a must be short, but was \"%s…", "y".repeat(79));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "fast", "gpt-5.1", "a:b_c", "Z"})
  void namesThatCanStandInAHeaderAreTokens(String name) {
    assertThatCode(() -> new Problems("x").requireToken("name", name).throwIfAny())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".", "a b", "a/b", "ü", "a\n", "a\r\nX-Admin: 1", "a;b", "a\""})
  void otherNamesAreNot(String name) {
    assertThatThrownBy(() -> new Problems("x").requireToken("name", name).throwIfAny())
        .hasMessageStartingWith(
            "x: name must be 1 to 64 letters, digits or _ . : -, the first a letter or digit,"
                + " but was ");
  }

  @Test
  void tokensHaveAtMost64Characters() {
    var at64 = new Problems("x").requireToken("name", "a".repeat(64));
    var at65 = new Problems("x").requireToken("name", "a".repeat(65));

    assertThatCode(at64::throwIfAny).doesNotThrowAnyException();
    assertThatThrownBy(at65::throwIfAny).isInstanceOf(InvalidConfigException.class);
  }

  /** As in our rules of style. */
  private record CacheConfig(double similarityThreshold, Duration ttl) {
    CacheConfig {
      new Problems("ai-semantic-cache")
          .require(
              similarityThreshold > 0 && similarityThreshold <= 1,
              "similarity_threshold",
              "in (0, 1]",
              similarityThreshold)
          .require(ttl.isPositive(), "ttl", "positive", ttl)
          .throwIfAny();
    }
  }
}
