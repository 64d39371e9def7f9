package io.sluice.router.intent;

import java.util.List;

/**
 * Vectors side by side, to be compared with one at a time.
 *
 * <p>Stored by dimension, an array each: loops that read arrays at one index are compiled to
 * instructions on several numbers at once, which a sum over the dimensions of one vector is not.
 */
final class Matrix {

  private final int vectors;
  private final float[][] byDimension;

  private Matrix(int vectors, float[][] byDimension) {
    this.vectors = vectors;
    this.byDimension = byDimension;
  }

  /**
   * @param rows of equal length
   */
  static Matrix of(List<float[]> rows) {
    int dimensions = rows.isEmpty() ? 0 : rows.getFirst().length;
    var byDimension = new float[dimensions][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      var vector = rows.get(row);
      for (int d = 0; d < dimensions; d++) {
        byDimension[d][row] = vector[d];
      }
    }
    return new Matrix(rows.size(), byDimension);
  }

  /** Takes over what is stored by dimension already. */
  static Matrix ofDimensions(int vectors, float[][] byDimension) {
    return new Matrix(vectors, byDimension);
  }

  /** Returns the product of each vector with the given one. */
  float[] times(float[] vector) {
    var products = new float[vectors];
    int d = 0;
    // Four at a time: the sums are read and written a quarter as often.
    for (; d + 3 < byDimension.length; d += 4) {
      add(products, vector, d);
    }
    for (; d < byDimension.length; d++) {
      addScaled(products, vector[d], byDimension[d]);
    }
    return products;
  }

  private void add(float[] sums, float[] vector, int d) {
    float f0 = vector[d];
    float f1 = vector[d + 1];
    float f2 = vector[d + 2];
    float f3 = vector[d + 3];
    var v0 = byDimension[d];
    var v1 = byDimension[d + 1];
    var v2 = byDimension[d + 2];
    var v3 = byDimension[d + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (f0 * v0[i] + f1 * v1[i]) + (f2 * v2[i] + f3 * v3[i]);
    }
  }

  /** Adds the values, each times the factor, to the sums. */
  static void addScaled(float[] sums, float factor, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * values[i];
    }
  }
}
