package io.sluice.router.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.asked.Ask;
import io.sluice.router.linear.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComplexityModelTest {

  private static final Provenance PROVENANCE =
      new Provenance("a test", "2026-01-01", List.of("made up (MIT)"), 200, List.of("none"));

  private static final SmallModel WORDS = new SmallModel("small-words");

  /** Proofs with numbers are hard, and greetings are easy. */
  private static List<TrainingExample> examples() {
    var examples = new ArrayList<TrainingExample>();
    for (int i = 0; i < 100; i++) {
      examples.add(
          new TrainingExample(
              "Prove that " + i + " + x = " + (3 * i + 7) + " holds for polynomials",
              i % 5 == 0 ? 1 : 0,
              1,
              Optional.of("math")));
      examples.add(
          new TrainingExample(
              "Greet good old friends " + "very ".repeat(i % 7) + "kindly",
              i % 10 == 0 ? 0 : 1,
              1,
              Optional.of("chat")));
    }
    return examples;
  }

  private static final ComplexityModel MODEL =
      ComplexityTraining.fit(examples(), WORDS, PROVENANCE);

  private static Complexity of(String prompt) {
    return MODEL.of(Ask.of(prompt), WORDS);
  }

  @Test
  void whatTheCheapModelFailedAtIsHard() {
    var proof = of("Prove that 12 + x = 99 holds for polynomials");
    var greeting = of("Greet good friends kindly");

    assertThat(proof.hard()).isGreaterThan(0.6);
    assertThat(greeting.hard()).isLessThan(0.3);
    assertThat(proof.fails()).isGreaterThan(greeting.fails());
  }

  @Test
  void sentenceAndTextJudgeEachOnTheirOwn() {
    var numbersOfAGreeting = "Greet good friends kindly 12 + 13 = 25";

    assertThat(of(numbersOfAGreeting).byText()).isGreaterThan(of("Greet friends").byText());
    assertThat(of("Prove that polynomials hold").bySentence())
        .isGreaterThan(of("Greet good friends").bySentence());
    assertThat(of("Prove that 12 + x = 99 holds for polynomials").agreed()).isTrue();
    assertThat(of("Greet good friends kindly").agreed()).isFalse();
  }

  @Test
  void theBaseIsTheShareOfHardExamples() {
    assertThat(of("any").base()).isCloseTo(0.45, within(1e-9));
  }

  @Test
  void theCategoryIsThatOfLikePrompts() {
    assertThat(of("Prove that x holds").category()).contains("math");
    assertThat(of("Greet good friends").category()).contains("chat");
  }

  @Test
  void expectedQualityFallsWhereThePromptIsHarderThanMost() {
    var hard = new Complexity(0.6, 0.3, 0.5, 0.5, 0.7, 0.4, Optional.empty());
    var usual = new Complexity(0.3, 0.3, 0.5, 0.5, 0.7, 0.4, Optional.empty());

    assertThat(usual.quality(0.8)).isCloseTo(0.8, within(1e-9));
    assertThat(hard.quality(0.8)).isCloseTo(0.533, within(0.001));
    assertThat(hard.quality(0.95)).isGreaterThan(hard.quality(0.8));
  }

  @Test
  void aModelReadFromItsFileScoresTheSame() {
    var read = ComplexityModel.read(MODEL.write());

    assertThat(read.of(Ask.of("Prove it 3 times"), WORDS)).isEqualTo(of("Prove it 3 times"));
    assertThat(read.write()).isEqualTo(MODEL.write());
    assertThat(read.provenance()).isEqualTo(PROVENANCE);
    assertThat(read.embedding()).isEqualTo("small-words");
  }

  @Test
  void theSameExamplesGiveTheSameFile() {
    assertThat(ComplexityTraining.fit(examples(), WORDS, PROVENANCE).write())
        .isEqualTo(MODEL.write());
  }

  @Test
  void aFileThatIsCutOrChangedIsRefused() {
    var file = MODEL.write();
    var changed = file.clone();
    changed[file.length / 2] ^= 4;

    assertThatThrownBy(() -> ComplexityModel.read(Arrays.copyOf(file, file.length - 1)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("complexity model: digest must be ");
    assertThatThrownBy(() -> ComplexityModel.read(changed))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("complexity model: digest must be ");
    assertThatThrownBy(() -> ComplexityModel.read(new byte[] {1, 2, 3}))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("complexity model: size must be at least 40 bytes, but was 3");
  }

  @Test
  void embeddingsOfAnotherModelAreRefused() {
    assertThatThrownBy(() -> MODEL.of(Ask.of("any"), new SmallModel("other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a complexity model for small-words, not for other");
  }

  @Test
  void tooFewExamplesAreRefused() {
    assertThatThrownBy(() -> ComplexityTraining.fit(examples().subList(0, 49), WORDS, PROVENANCE))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("training examples: it must be at least 50, but was 49");
  }

  @Test
  void aQualityOutsideItsRangeIsRefused() {
    assertThatThrownBy(() -> new TrainingExample("any", 1.1, -1, Optional.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "training example: cheap_quality must be in [0, 1], but was 1.1;"
                + " strong_quality must be in [0, 1], but was -1.0");
  }

  @Test
  void examplesThatAreAllAlikeGiveTheirRate() {
    var same = new ArrayList<TrainingExample>();
    for (int i = 0; i < 60; i++) {
      same.add(new TrainingExample("the same", 1, 1, Optional.empty()));
    }

    var complexity = ComplexityTraining.fit(same, WORDS, PROVENANCE).of(Ask.of("any"), WORDS);

    assertThat(complexity.hard()).isLessThan(0.05);
    assertThat(complexity.category()).isEmpty();
  }

  @Test
  void theModelThatShipsNamesWhereItComesFrom() {
    var shipped = ComplexityModel.packaged();

    assertThat(shipped.embedding()).startsWith("minilm-l6-v2-q@");
    assertThat(shipped.provenance().sets()).isNotEmpty().noneMatch(set -> set.contains("BY-SA"));
    assertThat(shipped.provenance().rows()).isGreaterThan(3000);
    assertThat(shipped.write()).hasSizeLessThan(2_000_000);
  }
}
