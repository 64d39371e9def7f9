package io.sluice.router.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.complexity.Complexity;
import io.sluice.router.linear.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

  private static final String QUESTION = "Ann has 4 boxes of 12 pens and gives 6 away. How many?";

  private static final Provenance PROVENANCE =
      new Provenance("a test", "2026-01-01", List.of(), 100, List.of());

  private static double feature(String name, String question, String answer) {
    return AnswerFeatures.of(question, answer)[AnswerFeatures.NAMES.indexOf(name)];
  }

  private static Verifier trained() {
    var answers = new ArrayList<JudgedAnswer>();
    for (int i = 1; i <= 60; i++) {
      var question = "What is %d times 3 less 2?".formatted(i);
      answers.add(
          new JudgedAnswer(
              question, "%d * 3 = %d, less 2 it is. #### %d".formatted(i, 3 * i, 3 * i - 2), 1));
      answers.add(
          new JudgedAnswer(
              question, "%d * 3 = %d, but wait. #### %d".formatted(i, 3 * i + 10, 3 * i + 10), 0));
    }
    return VerifierTraining.fit(answers, PROVENANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "4 * 12 = 48, 1, 0",
    "4 x $12.00 = $48.00, 1, 0",
    "<<4*12=48>>48, 1, 0",
    "4 × 12 − 6 = 42, 1, 0",
    "4 \\times 12 = 50, 1, 1",
    "1200 / 7 = 171.43, 1, 0",
    "4 + 12 = 48, 1, 1",
    "4 boxes = 12, 0, 0",
    "x + 12 = 48, 0, 0",
    "4 = 4, 0, 0",
    "4 / 0 = 1, 1, 0"
  })
  void equationsAreComputedAgain(String text, int equations, int wrong) {
    var arithmetic = Arithmetic.of(text);

    assertThat(arithmetic.equations).isEqualTo(equations);
    assertThat(arithmetic.wrong).isEqualTo(wrong);
  }

  @Test
  void numbersKeepTheirThousandsAndDecimals() {
    assertThat(Arithmetic.of("1,250.50 then 3. And .5").numbers).containsExactly(1250.5, 3.0, 0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "so it is 48 - 6.\\n#### 42 | 42",
        "{\"reasoning\": \"4 * 12\", \"answer\": \"42\"} | \"42\"}",
        "The answer is (C). | (C).",
        "So \\boxed{42} | 42}",
        "Nothing of the kind | ''"
      })
  void theResultIsWhatFollowsItsMark(String answer, String result) {
    assertThat(FinalAnswer.of(answer.replace("\\n", "\n")).text()).isEqualTo(result);
  }

  @Test
  void numbersOfTheQuestionThatAreNotUsedShow() {
    assertThat(feature("share of numbers used", QUESTION, "4 * 12 - 6 = 42 #### 42")).isEqualTo(1);
    assertThat(feature("numbers of the question unused", QUESTION, "4 * 12 = 48 #### 48"))
        .isEqualTo(Math.log1p(1));
  }

  @Test
  void aResultThatWasComputedIsTold() {
    assertThat(feature("result computed", QUESTION, "4 * 12 = 48 #### 48")).isEqualTo(1);
    assertThat(feature("result computed", QUESTION, "4 * 12 = 48 #### 50")).isZero();
    assertThat(feature("no result", QUESTION, "I can't say")).isEqualTo(1);
  }

  @Test
  void doubtCorrectionAndRepetitionShow() {
    assertThat(feature("doubt", QUESTION, "It is probably about 42")).isEqualTo(Math.log1p(2));
    assertThat(feature("correction", QUESTION, "Wait, actually it is 42")).isEqualTo(Math.log1p(2));
    assertThat(feature("repetition", QUESTION, "one two three four five six seven ".repeat(20)))
        .isGreaterThan(0.8);
    assertThat(feature("repetition", QUESTION, "Each box holds twelve pens, so four hold 48."))
        .isZero();
  }

  @Test
  void aBackslashThatJsonDoesNotKnowIsBroken() {
    assertThat(feature("broken escapes", QUESTION, "{\"answer\": \"\\sqrt{2}\"}")).isEqualTo(1);
    assertThat(feature("broken escapes", QUESTION, "{\"answer\": \"a\\nb\"}")).isZero();
    assertThat(feature("broken escapes", QUESTION, "$\\sqrt{2}$")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "答案是 42。",
        "Ответ: 42",
        "الجواب ٤٢",
        "उत्तर 42 है",
        "\\",
        "{",
        "1.2.3.4",
        "=",
        "1 + ",
        "\uD83D"
      })
  void everyAnswerHasFiniteFeatures(String answer) {
    assertThat(AnswerFeatures.of(answer, answer)).hasSize(AnswerFeatures.NAMES.size());
    assertThat(DoubleStream.of(AnswerFeatures.of(QUESTION, answer))).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + ", "1=", "answer: ", "\\frac", "####", "a ", "{", "1,", "=", "\n"})
  void aVeryLongAnswerIsRead(String part) {
    var score = trained().score(QUESTION, part.repeat(400_000 / part.length()));

    assertThat(score).isBetween(0.0, 1.0);
  }

  @Test
  void anAnswerWhoseArithmeticIsWrongScoresLower() {
    var verifier = trained();

    assertThat(verifier.score("What is 7 times 3 less 2?", "7 * 3 = 21, less 2 it is. #### 19"))
        .isGreaterThan(0.8);
    assertThat(verifier.score("What is 7 times 3 less 2?", "7 * 3 = 31, but wait. #### 31"))
        .isLessThan(0.2);
  }

  @Test
  void theAnswerToAHardPromptIsTrustedLess() {
    var verifier = trained();
    var answer = "4 * 12 = 48 #### 48";

    assertThat(verifier.score(QUESTION, answer, complexity(0.6)))
        .isLessThan(verifier.score(QUESTION, answer));
    assertThat(verifier.score(QUESTION, answer, complexity(0.1)))
        .isGreaterThan(verifier.score(QUESTION, answer));
  }

  private static Complexity complexity(double hard) {
    return new Complexity(hard, 0.3, hard, hard, hard, 0.3, Optional.empty());
  }

  @Test
  void aVerifierReadFromItsFileScoresTheSame() {
    var verifier = trained();
    var read = Verifier.read(verifier.write());

    assertThat(read.score(QUESTION, "#### 42")).isEqualTo(verifier.score(QUESTION, "#### 42"));
    assertThat(read.write()).isEqualTo(verifier.write()).isEqualTo(trained().write());
    assertThat(read.provenance()).isEqualTo(PROVENANCE);
  }

  @Test
  void aFileThatIsNoVerifierIsRefused() {
    assertThatThrownBy(() -> Verifier.read(new byte[100]))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("verifier: magic must be 534c5646, but was \"00000000\"");
  }

  @Test
  void tooFewAnswersAreRefused() {
    assertThatThrownBy(() -> VerifierTraining.fit(List.of(), PROVENANCE))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("judged answers: it must be at least 50, but was 0");
  }

  @Test
  void theVerifierThatShipsTrustsACheckedSumMoreThanAnEmptyAnswer() {
    var shipped = Verifier.packaged();

    assertThat(shipped.provenance().rows()).isGreaterThan(2000);
    assertThat(shipped.score(QUESTION, "4 * 12 = 48 pens. 48 - 6 = 42 pens are left. #### 42"))
        .isGreaterThan(shipped.score(QUESTION, "I cannot say, perhaps 5."));
  }
}
