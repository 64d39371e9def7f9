package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

  @Test
  void hasLengthOne() {
    assertThat(Embedding.of(new float[] {3, 0, -4}).toArray()).containsExactly(0.6f, 0, -0.8f);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_VALUE, 1e-40f, 1e-20f, 1, 1e20f, Float.MAX_VALUE})
  void lengthOfTheVectorDoesNotMatter(float length) {
    var embedding = Embedding.of(new float[] {length, length, -length, 0, length});

    assertThat(embedding).isEqualTo(Embedding.of(new float[] {1, 1, -1, 0, 1}));
    assertThat(embedding.similarity(embedding)).isCloseTo(1, within(1e-6f));
  }

  @Test
  void similarityIsTheCosine() {
    var east = Embedding.of(new float[] {2, 0});

    assertThat(east.similarity(Embedding.of(new float[] {5, 0}))).isEqualTo(1);
    assertThat(east.similarity(Embedding.of(new float[] {0, 1}))).isZero();
    assertThat(east.similarity(Embedding.of(new float[] {-1, 0}))).isEqualTo(-1);
    assertThat(east.similarity(Embedding.of(new float[] {1, 1})))
        .isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aVectorWithoutDirectionIsRefused(float x) {
    assertThatThrownBy(() -> Embedding.of(new float[] {x, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noVectorIsRefused() {
    assertThatThrownBy(() -> Embedding.of(new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void embeddingsOfDifferentSizeDoNotCompare() {
    var two = Embedding.of(new float[] {1, 0});
    var three = Embedding.of(new float[] {1, 0, 0});

    assertThatThrownBy(() -> two.similarity(three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embeddings of two models: 2 and 3 dimensions");
  }

  @Test
  void neverChanges() {
    var vector = new float[] {1, 0};
    var embedding = Embedding.of(vector);

    vector[0] = 9;
    embedding.toArray()[0] = 9;

    assertThat(embedding.toArray()).containsExactly(1, 0);
    assertThat(embedding.dimensions()).isEqualTo(2);
  }

  @Test
  void equalsByDirection() {
    assertThat(Embedding.of(new float[] {1, 0}))
        .isEqualTo(Embedding.of(new float[] {7, 0}))
        .hasSameHashCodeAs(Embedding.of(new float[] {7, 0}))
        .isNotEqualTo(Embedding.of(new float[] {-1, 0}))
        .hasToString("Embedding[2 dimensions]");
  }
}
