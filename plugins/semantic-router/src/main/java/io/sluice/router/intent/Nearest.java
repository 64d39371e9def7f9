package io.sluice.router.intent;

import java.util.Arrays;
import java.util.List;

/** How near each intent's nearest utterance is; of an intent without any, -1. */
record Nearest(Matrix utterances, int[] intentOf, int intents) {

  /**
   * @param vectors for each intent those of its utterances
   */
  static Nearest of(List<List<float[]>> vectors) {
    var intentOf = new int[vectors.stream().mapToInt(List::size).sum()];
    int next = 0;
    for (int intent = 0; intent < vectors.size(); intent++) {
      int end = next + vectors.get(intent).size();
      Arrays.fill(intentOf, next, end, intent);
      next = end;
    }
    var all = vectors.stream().flatMap(List::stream).toList();
    return new Nearest(Matrix.of(all), intentOf, vectors.size());
  }

  float[] similarities(float[] text) {
    var nearest = new float[intents];
    Arrays.fill(nearest, -1);
    if (intentOf.length > 0) {
      var cosines = utterances.times(text);
      for (int i = 0; i < cosines.length; i++) {
        nearest[intentOf[i]] = Math.max(nearest[intentOf[i]], cosines[i]);
      }
    }
    return nearest;
  }
}
