package io.sluice.exchange;

import java.util.Arrays;

/**
 * A text's meaning as a vector of length 1.
 *
 * <p>Immutable. Two embeddings compare only when the same {@link EmbeddingModel} made them.
 */
public final class Embedding {

  private final float[] unit;

  private Embedding(float[] unit) {
    this.unit = unit;
  }

  /**
   * Scales a vector to length 1.
   *
   * @param vector finite numbers, not all zero; copied
   * @throws IllegalArgumentException if the vector has no direction
   */
  public static Embedding of(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    if (!(squares > 0) || Double.isInfinite(squares)) {
      throw new IllegalArgumentException("a vector of length " + Math.sqrt(squares));
    }
    // In double: for a very short or long vector, 1 / length is no normal float.
    var scale = 1 / Math.sqrt(squares);
    var unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] * scale);
    }
    return new Embedding(unit);
  }

  /** Returns how many numbers the vector has. */
  public int dimensions() {
    return unit.length;
  }

  /** Returns the cosine of the angle to the other embedding, in [-1, 1] up to rounding. */
  public float similarity(Embedding other) {
    if (other.unit.length != unit.length) {
      throw new IllegalArgumentException(
          "embeddings of two models: %d and %d dimensions"
              .formatted(unit.length, other.unit.length));
    }
    return dot(unit, other.unit);
  }

  /** Four sums at a time: a single one would wait for each addition before the next. */
  private static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Returns a copy of the vector. */
  public float[] toArray() {
    return unit.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(unit, that.unit);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(unit);
  }

  @Override
  public String toString() {
    return "Embedding[" + unit.length + " dimensions]";
  }
}
