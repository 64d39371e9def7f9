package io.sluice.vectors;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Entries that can be searched.
 *
 * @param graph covers the list from its beginning, as far as it has grown
 */
record Contents(EntryList list, Optional<VectorGraph> graph) {

  /** Makes some of which each is compared. */
  Contents(EntryList list) {
    this(list, Optional.empty());
  }

  /** Returns them with a graph, which covers nothing so far. */
  Contents withGraph() {
    return new Contents(list, Optional.of(new VectorGraph(list, list.array()[0].vector)));
  }

  /** Returns none of them, with a graph for those of their kind. */
  Contents successor() {
    var empty = new EntryList();
    return new Contents(empty, Optional.of(new VectorGraph(empty, list.array()[0].vector)));
  }

  /** Returns how many the graph does not cover. */
  int uncovered() {
    return list.size() - graph.map(VectorGraph::covered).orElse(0);
  }

  /**
   * Adds the nearest to what was found.
   *
   * @param beam how many of the nearest a search through the graph keeps in view
   */
  void search(Probe probe, int beam, Predicate<IndexedEntry> wanted, Nearest nearest) {
    int end = list.size();
    // Once for both: what is covered meanwhile is neither missed nor found twice.
    int covered = graph.map(VectorGraph::covered).orElse(0);
    var vectors = list.vectors();
    for (int i = covered; i < end; i++) {
      if (probe.fits(vectors[i].length)) {
        var similarity = probe.similarity(vectors[i]);
        if (nearest.takes(similarity) && wanted.test(list.array()[i])) {
          nearest.add(list.array()[i], similarity);
        }
      }
    }
    graph.ifPresent(found -> found.search(probe, beam, covered, wanted, nearest));
  }

  /** Returns whether an entry's topic is as similar as that. */
  boolean holdsTopic(Probe topic, double threshold) {
    int end = list.size();
    var entries = list.array();
    for (int i = 0; i < end; i++) {
      var other = entries[i].topic;
      if (topic.fits(other.length)
          && topic.similarity(other) >= threshold
          && !entries[i].isGone()) {
        return true;
      }
    }
    return false;
  }
}
