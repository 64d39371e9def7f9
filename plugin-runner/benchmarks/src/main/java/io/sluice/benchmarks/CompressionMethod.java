package io.sluice.benchmarks;

import io.sluice.compressor.extract.Unit;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A way to choose what is kept.
 *
 * @param name a column of the table
 */
record CompressionMethod(String name, Chooser chooser) {

  /** Ranks for a question once; what it returns chooses for a budget. */
  @FunctionalInterface
  interface Chooser {
    LongFunction<BitSet> rank(String question, List<Unit> units, long budget);
  }

  private static final int SEED = 20251120;

  static List<CompressionMethod> plain() {
    return List.of(
        new CompressionMethod(
            "first part", (question, units, budget) -> left -> first(units, left)),
        scored("random", (question, units) -> new Random(SEED).doubles(units.size()).toArray()),
        scored("BM25", PlainBm25::ofUnits),
        scored("BM25, passage", PlainBm25::withPassages),
        scored("BM25, smoothed", PlainBm25::smoothed));
  }

  /** Scores units. */
  @FunctionalInterface
  private interface Scorer {
    double[] score(String question, List<Unit> units);
  }

  private static CompressionMethod scored(String name, Scorer scorer) {
    return new CompressionMethod(
        name,
        (question, units, budget) -> {
          var scores = scorer.score(question, units);
          var order =
              IntStream.range(0, scores.length)
                  .boxed()
                  .sorted(Comparator.comparingDouble(i -> -scores[i]))
                  .mapToInt(Integer::intValue)
                  .toArray();
          return left -> fitting(order, units, left);
        });
  }

  private static BitSet fitting(int[] order, List<Unit> units, long budget) {
    var kept = new BitSet();
    long left = budget;
    for (int unit : order) {
      if (units.get(unit).size() <= left) {
        kept.set(unit);
        left -= units.get(unit).size();
      }
    }
    return kept;
  }

  private static BitSet first(List<Unit> units, long budget) {
    long left = budget;
    int end = 0;
    while (end < units.size() && units.get(end).size() <= left) {
      left -= units.get(end++).size();
    }
    var kept = new BitSet();
    kept.set(0, end);
    return kept;
  }
}
