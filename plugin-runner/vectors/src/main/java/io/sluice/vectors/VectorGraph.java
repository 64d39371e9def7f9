package io.sluice.vectors;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction.ExactScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;

/**
 * A graph in which each of many entries knows some that are near it, so that a search looks at a
 * few hundred. It covers the entries at the beginning of a list. One thread at a time makes it grow
 * while any number search.
 */
final class VectorGraph {

  private static final int DEGREE = 16;
  private static final int BUILD_BEAM = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;

  private final EntryList list;
  private final int length;
  private final GraphIndexBuilder builder;
  private volatile int covered;

  /**
   * Makes a graph that covers nothing.
   *
   * @param example a vector; entries whose own is not as long are never found
   */
  VectorGraph(EntryList list, int[] example) {
    this.list = list;
    this.length = example.length;
    // The pools are for bulk operations, which are not used; left out, it would start its own.
    this.builder =
        GraphIndexBuilder.builder(
                new Scores(), PackedVector.words(example) * 4, List.of(DEGREE, DEGREE))
            .withBeamWidth(BUILD_BEAM)
            .withNeighborOverflow(OVERFLOW)
            .withAlpha(ALPHA)
            .withSimdExecutor(ForkJoinPool.commonPool())
            .withParallelExecutor(ForkJoinPool.commonPool())
            .build();
  }

  /** Returns how many entries of the list it covers, from the first on. */
  int covered() {
    return covered;
  }

  /** Covers more entries of the list, at most so many. */
  void grow(int most) {
    int end = Math.min(list.size(), covered + most);
    for (int node = covered; node < end; node++) {
      var entry = list.array()[node];
      if (entry.vector.length == length && !entry.isGone()) {
        builder.addGraphNode(node, scores(new Probe(entry.vector), list.array()));
      }
      covered = node + 1;
    }
  }

  /**
   * Adds what it covers and is near to what was found.
   *
   * @param beam how many of the nearest it keeps in view: more find more, and take longer
   */
  void search(Probe probe, int beam, Predicate<IndexedEntry> wanted, Nearest nearest) {
    if (covered == 0 || !probe.fits(length)) {
      return;
    }
    try (var searcher = new GraphSearcher(builder.getGraph())) {
      // After the searcher was made, so that it has every node that the searcher may meet.
      var entries = list.array();
      var found = searcher.search(scores(probe, entries), beam, node -> wanted.test(entries[node]));
      for (var node : found.getNodes()) {
        var similarity = 2 * node.score - 1;
        if (nearest.takes(similarity)) {
          nearest.add(entries[node.node], similarity);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library wants scores of 0 to 1. */
  private static SearchScoreProvider scores(Probe probe, IndexedEntry[] entries) {
    return new DefaultSearchScoreProvider(
        (ExactScoreFunction) node -> (1 + probe.similarity(entries[node].vector)) / 2);
  }

  /** Compares nodes with each other. */
  private final class Scores implements BuildScoreProvider {

    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public SearchScoreProvider searchProviderFor(int node) {
      var entries = list.array();
      return scores(new Probe(entries[node].vector), entries);
    }

    @Override
    public SearchScoreProvider diversityProviderFor(int node) {
      return searchProviderFor(node);
    }

    @Override
    public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
      throw new UnsupportedOperationException("vectors are packed");
    }

    @Override
    public VectorFloat<?> approximateCentroid() {
      throw new UnsupportedOperationException("vectors are packed");
    }
  }
}
