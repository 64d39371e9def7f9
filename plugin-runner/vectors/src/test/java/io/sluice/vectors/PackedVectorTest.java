package io.sluice.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.Embedding;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedVectorTest {

  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 32, 383, 384, 1_024, 4_096})
  void tellsTheCosineOfVectorsOfAnyLength(int dimensions) {
    for (int i = 0; i < 100; i++) {
      var a = vector(dimensions);
      var b = vector(dimensions);

      assertThat((double) similarity(a, b)).isCloseTo(a.similarity(b), within(0.02));
      assertThat((double) similarity(a, a)).isCloseTo(1, within(0.02));
    }
  }

  private Embedding vector(int dimensions) {
    var vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Embedding.of(vector);
  }

  private static float similarity(Embedding a, Embedding b) {
    return new Probe(PackedVector.of(a)).similarity(PackedVector.of(b));
  }

  @Test
  void errsByAThousandthInTheDimensionsOfASentenceModel() {
    double squares = 0;
    for (int i = 0; i < 1_000; i++) {
      var a = vector(384);
      var b = vector(384);
      squares += Math.pow(similarity(a, b) - a.similarity(b), 2);
    }

    assertThat(Math.sqrt(squares / 1_000)).isLessThan(0.0015);
  }

  @Test
  void holdsTheLargestSumsOfProducts() {
    var ones = new float[4_096];
    var minusOnes = new float[4_096];
    java.util.Arrays.fill(ones, 1);
    java.util.Arrays.fill(minusOnes, -1);

    assertThat(similarity(Embedding.of(ones), Embedding.of(ones))).isEqualTo(1, within(0.001f));
    assertThat(similarity(Embedding.of(ones), Embedding.of(minusOnes)))
        .isEqualTo(-1, within(0.001f));
  }

  @Test
  void fitsVectorsOfItsOwnLength() {
    var probe = new Probe(PackedVector.of(vector(384)));

    assertThat(probe.fits(PackedVector.of(vector(384)).length)).isTrue();
    assertThat(probe.fits(PackedVector.of(vector(256)).length)).isFalse();
    assertThat(probe.fits(PackedVector.NONE.length)).isFalse();
  }
}
