package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmbeddingConfigTest {

  @Test
  void readsMiniLmTo256TokensOnEveryCore() {
    assertThat(EmbeddingConfig.miniLm())
        .isEqualTo(
            new EmbeddingConfig(
                Pooling.MEAN, 384, 256, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void namesEveryProblemAtOnce() {
    assertThatThrownBy(() -> new EmbeddingConfig(Pooling.MEAN, 0, 513, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "embedding model: dimensions must be at least 1, but was 0;"
                + " max_tokens must be in [8, 512], but was 513;"
                + " concurrency must be at least 1, but was 0");
  }

  @Test
  void changesOneSettingAtATime() {
    var config = EmbeddingConfig.miniLm().withMaxTokens(512).withConcurrency(3);

    assertThat(config).isEqualTo(new EmbeddingConfig(Pooling.MEAN, 384, 512, 3));
  }
}
