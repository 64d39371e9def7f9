package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.testkit.EmbeddingModelContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxEmbeddingModelTest extends EmbeddingModelContract {

  @SuppressWarnings("NullAway.Init")
  private OnnxEmbeddingModel model;

  @BeforeAll
  void load() {
    model = OnnxEmbeddingModel.packaged();
  }

  @AfterAll
  void close() {
    model.close();
  }

  @Override
  protected EmbeddingModel model() {
    return model;
  }

  @Test
  void findsAParaphraseNearAndAnotherSubjectFar() {
    var question = model.embed("how do i reset my password");

    var paraphrase = model.embed("I forgot my password, how can I change it?");
    var otherSubject = model.embed("Where in town is the best pizza?");

    assertThat(question.similarity(paraphrase)).isGreaterThan(0.8f);
    assertThat(question.similarity(otherSubject)).isLessThan(0.2f);
  }

  @Test
  void doesNotCareForCaseAndAccents() {
    assertThat(model.embed("Où est le café?")).isEqualTo(model.embed("OU EST LE CAFE?"));
  }

  @Test
  void readsUpToTheLimitAndNoFurther() {
    // One token each, and the two end marks.
    var full = "word ".repeat(254);

    assertThat(model.embed(full + "cats")).isEqualTo(model.embed(full));
    assertThat(model.embed("word ".repeat(253) + "cats")).isNotEqualTo(model.embed(full));
    assertThat(model.readsWhole(full)).isTrue();
    assertThat(model.readsWhole(full + "cats")).isFalse();
    assertThat(model.readsWhole(full + " \n")).isTrue();
    assertThat(model.readsWhole("")).isTrue();
  }

  @Test
  void hasAnIdThatNamesModelPoolingAndLimit() {
    assertThat(model.id()).matches("minilm-l6-v2-q@[0-9a-f]{12}/mean/256");
  }

  @Test
  void endsAnInterruptedWaitEarly() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> model.embed("hello"))
        .isInstanceOf(DependencyException.class)
        .hasMessageStartingWith("onnx could not embed the question: ")
        .hasMessageEndingWith("interrupted while it waited for a core");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void saysThatItIsClosed() {
    var closed = OnnxEmbeddingModel.packaged();
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.embed("hello"))
        .isInstanceOf(DependencyException.class)
        .hasMessageStartingWith("onnx could not embed the question: ")
        .hasMessageEndingWith("it is closed");
  }
}
