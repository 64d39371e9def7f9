package io.sluice.router.intent;

import java.util.List;

/** The middle of each intent's examples: what is far from all of them belongs to no intent. */
record Centres(Matrix directions) {

  static Centres of(List<List<float[]>> examples) {
    return new Centres(Matrix.of(examples.stream().map(Centres::direction).toList()));
  }

  float[] cosines(float[] text) {
    return directions.times(text);
  }

  private static float[] direction(List<float[]> examples) {
    var mean = Views.mean(examples);
    double squares = 0;
    for (float x : mean) {
      squares += (double) x * x;
    }
    float scale = squares > 1e-12 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= scale;
    }
    return mean;
  }
}
