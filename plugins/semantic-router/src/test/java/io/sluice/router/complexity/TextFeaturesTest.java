package io.sluice.router.complexity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFeaturesTest {

  private static double feature(String name, String text) {
    return TextFeatures.of(text)[TextFeatures.list().indexOf(name)];
  }

  @Test
  void everyFeatureHasAName() {
    assertThat(TextFeatures.of("What is it?")).hasSize(TextFeatures.list().size());
    assertThat(TextFeatures.list()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "?",
        "Wie viele Äpfel hat Jürgen nach drei Tagen?",
        "Сколько яблок осталось у Ивана?",
        "伊万还剩多少个苹果？",
        "كم تفاحة بقيت؟",
        "इवान के पास कितने सेब बचे हैं?",
        "a\0b\uD83D",
        "1.2.3.4,,,5"
      })
  void everyTextHasFiniteFeatures(String text) {
    assertThat(DoubleStream.of(TextFeatures.of(text))).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Really?", "真的吗？", "حقا؟"})
  void aQuestionMarkIsOneInEveryScript(String text) {
    assertThat(feature("question marks", text)).isEqualTo(Math.log(2));
  }

  @Test
  void numbersAreCountedWhole() {
    assertThat(feature("numbers", "1,250.50 and 3")).isEqualTo(Math.log1p(2));
    assertThat(feature("decimals", "1,250.50 and 3")).isEqualTo(Math.log1p(1));
  }

  @Test
  void optionsAreLinesWithALetterBeforeThem() {
    var text = "Which?\nA. one\nB. two\nC. three\nAnd so on.";

    assertThat(feature("options", text)).isEqualTo(Math.log1p(3));
    assertThat(feature("options", "(a) one\n(b) two")).isEqualTo(Math.log1p(2));
    assertThat(feature("options", "A man. B movies.")).isZero();
  }

  @Test
  void codeAndFormulasShow() {
    assertThat(feature("braces", "def f(x): return {x: [1];}"))
        .isGreaterThan(feature("braces", "define a function of x"));
    assertThat(feature("code", "def f(x): return x")).isGreaterThan(0);
    assertThat(feature("backslashes", "\\frac{1}{2} \\cdot x")).isEqualTo(Math.log1p(2));
  }

  @Test
  void theFormOfTheQuestionShows() {
    assertThat(feature("begins with who_when", "Who led the Romans?")).isEqualTo(1);
    assertThat(feature("begins with who_when", "The man who led them")).isZero();
    assertThat(feature("negation", "Which is NOT true, except one?")).isEqualTo(Math.log1p(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1", "?", "\n", "a ", "1 ", "A. ", "_", "Ä", "题", "a1.", "(a)\n"})
  void aVeryLongPromptIsRead(String part) {
    var text = part.repeat(200_000 / part.length());

    assertThat(DoubleStream.of(TextFeatures.of(text))).allMatch(Double::isFinite);
    assertThat(feature("characters", text))
        .isCloseTo(12.2, org.assertj.core.api.Assertions.within(0.01));
  }
}
