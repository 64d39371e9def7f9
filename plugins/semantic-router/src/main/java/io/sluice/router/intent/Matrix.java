package io.sluice.router.intent;

import java.util.List;

/**
 * Vectors side by side, to be compared with one at a time.
 *
 * <p>Stored by dimension: a loop over the vectors then runs on several at once, which one over the
 * dimensions of a single vector does not.
 */
final class Matrix {

  private final int vectors;
  private final float[] byDimension;

  private Matrix(int vectors, float[] byDimension) {
    this.vectors = vectors;
    this.byDimension = byDimension;
  }

  /**
   * @param rows of equal length
   */
  static Matrix of(List<float[]> rows) {
    int count = rows.size();
    int dimensions = count == 0 ? 0 : rows.getFirst().length;
    var byDimension = new float[count * dimensions];
    for (int row = 0; row < count; row++) {
      for (int d = 0; d < dimensions; d++) {
        byDimension[d * count + row] = rows.get(row)[d];
      }
    }
    return new Matrix(count, byDimension);
  }

  /** Takes over what is stored by dimension already. */
  static Matrix ofDimensions(int vectors, float[] byDimension) {
    return new Matrix(vectors, byDimension);
  }

  /** Returns the product of each vector with the given one. */
  float[] times(float[] vector) {
    var products = new float[vectors];
    for (int d = 0; d * vectors < byDimension.length; d++) {
      addScaled(products, vector[d], byDimension, d * vectors);
    }
    return products;
  }

  static void addScaled(float[] sums, float factor, float[] values, int from) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * values[from + i];
    }
  }
}
