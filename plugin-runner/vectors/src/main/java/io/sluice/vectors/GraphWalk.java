package io.sluice.vectors;

import java.util.function.Predicate;

/** Walks a layer of a graph from neighbour to neighbour towards a vector. For one thread. */
final class GraphWalk {

  /** Where almost nothing near is wanted, it ends: about a millisecond. */
  private static final int MOST_VISITS = 10_000;

  private final EntryList list;
  private final Probe probe;

  GraphWalk(EntryList list, Probe probe) {
    this.list = list;
    this.probe = probe;
  }

  /** Returns a node with its similarity. */
  long pair(int node) {
    // The array is read anew each time: a neighbour may have come after the walk began.
    return NodeHeap.pair(probe.similarity(list.vectors()[node]), node);
  }

  /** Returns a node, reached from that one, none of whose neighbours is nearer. */
  long descend(Layer layer, long from) {
    long nearest = from;
    long previous;
    do {
      previous = nearest;
      for (int neighbour : layer.neighbours(NodeHeap.node(previous))) {
        nearest = Math.max(nearest, pair(neighbour));
      }
    } while (nearest != previous);
    return nearest;
  }

  /**
   * Returns wanted nodes that are nearest.
   *
   * @param beam how many, at most
   */
  NodeHeap nearest(Layer layer, long from, int beam, Predicate<IndexedEntry> wanted) {
    var found = new NodeHeap();
    var visited = new NodeSet();
    // Negative, so that the lowest is the nearest.
    var open = new NodeHeap();
    visited.add(NodeHeap.node(from));
    open.add(~from);
    take(from, beam, wanted, found);
    while (open.size() > 0 && visited.size() < MOST_VISITS) {
      long nearest = ~open.takeLowest();
      if (found.size() == beam && nearest < found.lowest()) {
        break;
      }
      for (int neighbour : layer.neighbours(NodeHeap.node(nearest))) {
        if (visited.add(neighbour)) {
          long pair = pair(neighbour);
          if (found.size() < beam || pair > found.lowest()) {
            open.add(~pair);
            take(pair, beam, wanted, found);
          }
        }
      }
    }
    return found;
  }

  private void take(long pair, int beam, Predicate<IndexedEntry> wanted, NodeHeap found) {
    if (wanted.test(list.array()[NodeHeap.node(pair)])) {
      found.add(pair);
      if (found.size() > beam) {
        found.takeLowest();
      }
    }
  }
}
