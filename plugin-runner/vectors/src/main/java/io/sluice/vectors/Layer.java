package io.sluice.vectors;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Who knows whom in one layer of a graph. One thread changes it while any number read; a node's
 * neighbours are replaced as a whole and never changed.
 */
sealed interface Layer {

  int[] NOBODY = {};

  /** Returns a node's neighbours. */
  int[] neighbours(int node);

  void replace(int node, int[] neighbours);

  /** The lowest layer, which has every node. */
  final class Dense implements Layer {

    private volatile AtomicReferenceArray<int[]> nodes = new AtomicReferenceArray<>(1_024);

    @Override
    public int[] neighbours(int node) {
      var array = nodes;
      var neighbours = node < array.length() ? array.getAcquire(node) : NOBODY;
      return neighbours == null ? NOBODY : neighbours;
    }

    @Override
    public void replace(int node, int[] neighbours) {
      if (node >= nodes.length()) {
        nodes = grown(nodes, Math.max(node + 1, nodes.length() + nodes.length() / 2));
      }
      nodes.setRelease(node, neighbours);
    }

    private static AtomicReferenceArray<int[]> grown(AtomicReferenceArray<int[]> old, int size) {
      var grown = new AtomicReferenceArray<int[]>(size);
      for (int i = 0; i < old.length(); i++) {
        grown.setPlain(i, old.getPlain(i));
      }
      return grown;
    }
  }

  /** A higher layer, which has one node in many. */
  final class Sparse implements Layer {

    private final ConcurrentMap<Integer, int[]> nodes = new ConcurrentHashMap<>();

    @Override
    public int[] neighbours(int node) {
      return nodes.getOrDefault(node, NOBODY);
    }

    @Override
    public void replace(int node, int[] neighbours) {
      nodes.put(node, neighbours);
    }
  }
}
