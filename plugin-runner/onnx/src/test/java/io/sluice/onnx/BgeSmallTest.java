package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BgeSmallTest {

  @Test
  void findsAParaphraseNearerThanAnotherQuestion() {
    try (var model = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      var question = model.embed("How do I reset my password?");

      assertThat(question.similarity(model.embed("I forgot my password, how can I change it?")))
          .isGreaterThan(question.similarity(model.embed("How do I close my account?")))
          .isGreaterThan(0.8f);
      assertThat(model.id()).startsWith("bge-small-en-v15-q@").endsWith("/first_token/256");
    }
  }
}
