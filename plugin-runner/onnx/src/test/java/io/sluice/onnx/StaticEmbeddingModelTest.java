package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.EmbeddingModel;
import io.sluice.testkit.EmbeddingModelContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticEmbeddingModelTest extends EmbeddingModelContract {

  private static final StaticEmbeddingModel MODEL = StaticEmbeddingModel.packaged();

  @Override
  protected EmbeddingModel model() {
    return MODEL;
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          How do I reset my password?, I forgot my password and need to reset it
          how long does a transfer take, How many days until the transfer arrives?
          My card is not working, My card is not worikng
          什么是退款？, 退款需要多长时间？
          Как сбросить пароль?, Где изменить пароль?
          어떻게 비밀번호를 바꾸나요, 비밀번호를 잊어버렸어요
          """)
  void rulesNoRepetitionOut(String stored, String asked) {
    assertThat(similarity(stored, asked)).isGreaterThan(StaticEmbeddingModel.GATE_THRESHOLD);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          How do I reset my password?, Where in town is the best pizza?
          how long does a transfer take, Write a poem about autumn leaves
          My card is not working, What is the capital of Mongolia?
          My card is not working, 退款需要多长时间？
          """)
  void rulesAnotherSubjectOut(String stored, String asked) {
    assertThat(similarity(stored, asked)).isLessThan(StaticEmbeddingModel.GATE_THRESHOLD);
  }

  @Test
  void doesNotCareForCaseAndAccents() {
    assertThat(MODEL.embed("Où est le café?")).isEqualTo(MODEL.embed("OU EST LE CAFE?"));
  }

  @Test
  void readsUpToTheLimitAndNoFurther() {
    // One token each, and the two end marks.
    var full = "word ".repeat(254);

    assertThat(MODEL.readsWhole(full)).isTrue();
    assertThat(MODEL.readsWhole(full + "cats")).isFalse();
    assertThat(MODEL.embed(full + "cats")).isEqualTo(MODEL.embed(full));
  }

  @Test
  void hasAnIdThatChangesWithTheTable() {
    assertThat(MODEL.id()).matches("bge-small-en-v15-static@[0-9a-f]{12}/sum/256");
  }

  private static double similarity(String a, String b) {
    return MODEL.embed(a).similarity(MODEL.embed(b));
  }
}
