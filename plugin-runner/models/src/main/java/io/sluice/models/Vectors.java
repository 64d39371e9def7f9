package io.sluice.models;

/** Arithmetic of vectors, one way on every machine: sums from first to last. */
final class Vectors {

  private Vectors() {}

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  static double length(float[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /** Adds a multiple of the other vector. */
  static void add(float[] vector, double factor, float[] other) {
    float times = (float) factor;
    for (int i = 0; i < vector.length; i++) {
      vector[i] += times * other[i];
    }
  }

  static void scale(float[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= (float) factor;
    }
  }

  /** Makes the length 1; a vector of length 0 stays as it is. */
  static void normalise(float[] vector) {
    double length = length(vector);
    if (length > 0) {
      scale(vector, 1 / length);
    }
  }

  static float[] mean(float[][] vectors) {
    var mean = new float[vectors[0].length];
    for (var vector : vectors) {
      add(mean, 1.0 / vectors.length, vector);
    }
    return mean;
  }
}
