package io.sluice.models;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The directions in which vectors differ most, as an orthonormal basis of fewer dimensions.
 *
 * <p>By orthogonal iteration: a few rounds find the space well enough, though not each axis.
 */
final class PrincipalAxes {

  private static final int ROUNDS = 12;

  private final float[][] axes;

  PrincipalAxes(float[][] centred, int dimensions) {
    int width = centred[0].length;
    var covariance = covariance(centred, width);
    axes = new float[dimensions][width];
    for (int i = 0; i < dimensions; i++) {
      axes[i][i] = 1;
    }
    for (int round = 0; round < ROUNDS; round++) {
      IntStream.range(0, dimensions).parallel().forEach(i -> axes[i] = times(covariance, axes[i]));
      orthogonalise();
    }
  }

  private static float[][] covariance(float[][] vectors, int width) {
    var covariance = new float[width][width];
    IntStream.range(0, width)
        .parallel()
        .forEach(i -> {
          for (var vector : vectors) {
            Vectors.add(covariance[i], vector[i] / (double) vectors.length, vector);
          }
        });
    return covariance;
  }

  private static float[] times(float[][] matrix, float[] vector) {
    var product = new float[vector.length];
    for (int i = 0; i < product.length; i++) {
      Vectors.add(product, vector[i], matrix[i]);
    }
    return product;
  }

  private void orthogonalise() {
    for (int i = 0; i < axes.length; i++) {
      Vectors.normalise(axes[i]);
      for (int j = 0; j < i; j++) {
        Vectors.add(axes[i], -Vectors.dot(axes[i], axes[j]), axes[j]);
      }
      Vectors.normalise(axes[i]);
    }
  }

  /** Returns a vector in the fewer dimensions. */
  float[] project(float[] vector) {
    var projected = new float[axes.length];
    for (int i = 0; i < axes.length; i++) {
      projected[i] = (float) Vectors.dot(axes[i], vector);
    }
    return projected;
  }

  float[][] project(float[][] vectors) {
    return List.of(vectors).stream().parallel().map(this::project).toArray(float[][]::new);
  }
}
