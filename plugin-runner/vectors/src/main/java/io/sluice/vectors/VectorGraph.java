package io.sluice.vectors;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical navigable small world (Malkov and Yashunin, 2016): each of many entries knows some
 * that are near it, so that a search looks at a few hundred. It covers a list of entries from its
 * beginning. One thread at a time makes it grow while any number search.
 */
final class VectorGraph {

  /** How many neighbours an entry looks for. */
  private static final int DEGREE = 16;

  /** How many it may be known to before those that others lead to are dropped. */
  private static final int MOST_NEIGHBOURS = 24;

  private static final int KEPT_NEIGHBOURS = 18;

  private static final int BUILD_BEAM = 120;

  /** Where searches begin: a node of the highest layer. */
  private record Top(int node, int layer) {}

  private final EntryList list;
  private final int length;
  private final List<Layer> layers = new CopyOnWriteArrayList<>(List.of(new Layer.Dense()));

  /** For the layers of nodes: the same entries in the same order make the same graph. */
  private final Random random = new Random(1);

  private volatile @Nullable Top top;
  private volatile int covered;

  /**
   * Makes a graph that covers nothing.
   *
   * @param example a vector; entries whose own is not as long are never found
   */
  VectorGraph(EntryList list, int[] example) {
    this.list = list;
    this.length = example.length;
  }

  /** Returns how many entries of the list it covers, from the first on. */
  int covered() {
    return covered;
  }

  /**
   * Adds what it covers and is near to what was found.
   *
   * @param beam how many of the nearest it keeps in view: more find more, and take longer
   * @param end what it covers from there on is left out
   */
  void search(Probe probe, int beam, int end, Predicate<IndexedEntry> wanted, Nearest nearest) {
    var start = top;
    if (start == null || !probe.fits(length)) {
      return;
    }
    var walk = new GraphWalk(list, probe);
    long from = descend(walk, start, 0);
    for (long pair : walk.nearest(layers.getFirst(), from, beam, wanted).drain()) {
      if (NodeHeap.node(pair) < end && nearest.takes(NodeHeap.similarity(pair))) {
        nearest.add(list.array()[NodeHeap.node(pair)], NodeHeap.similarity(pair));
      }
    }
  }

  /** Returns the node nearest to where the walk goes, of those in the layers above one. */
  private long descend(GraphWalk walk, Top start, int above) {
    long nearest = walk.pair(start.node());
    for (int layer = start.layer(); layer > above; layer--) {
      nearest = walk.descend(layers.get(layer), nearest);
    }
    return nearest;
  }

  /** Covers more entries of the list, at most so many. */
  void grow(int most) {
    int end = Math.min(list.size(), covered + most);
    for (int node = covered; node < end; node++) {
      var entry = list.array()[node];
      if (entry.vector.length == length && !entry.isGone()) {
        insert(node);
      }
      covered = node + 1;
    }
  }

  private void insert(int node) {
    int highest = (int) (-Math.log(1 - random.nextDouble()) / Math.log(DEGREE));
    while (layers.size() <= highest) {
      layers.add(new Layer.Sparse());
    }
    var start = top;
    if (start != null) {
      var walk = walk(node);
      long from = descend(walk, start, highest);
      for (int layer = Math.min(highest, start.layer()); layer >= 0; layer--) {
        var near = walk.nearest(layers.get(layer), from, BUILD_BEAM, entry -> true).drain();
        connect(layers.get(layer), node, diverse(near, DEGREE));
        from = near[0];
      }
    }
    if (start == null || highest > start.layer()) {
      top = new Top(node, highest);
    }
  }

  private GraphWalk walk(int node) {
    return new GraphWalk(list, new Probe(list.array()[node].vector));
  }

  private void connect(Layer layer, int node, int[] neighbours) {
    layer.replace(node, neighbours);
    for (int neighbour : neighbours) {
      var known = layer.neighbours(neighbour);
      var more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = node;
      layer.replace(neighbour, more.length > MOST_NEIGHBOURS ? fewer(neighbour, more) : more);
    }
  }

  private int[] fewer(int node, int[] neighbours) {
    var walk = walk(node);
    var near = new NodeHeap();
    for (int neighbour : neighbours) {
      near.add(walk.pair(neighbour));
    }
    return diverse(near.drain(), KEPT_NEIGHBOURS);
  }

  /**
   * Leaves out each node that is nearer to one before it than to where they are near: that one
   * leads there.
   *
   * @param near the nearest first
   */
  private int[] diverse(long[] near, int most) {
    var kept = new int[most];
    int count = 0;
    for (int i = 0; i < near.length && count < most; i++) {
      int node = NodeHeap.node(near[i]);
      if (!isNearerToOne(walk(node), NodeHeap.similarity(near[i]), kept, count)) {
        kept[count++] = node;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static boolean isNearerToOne(GraphWalk walk, float similarity, int[] kept, int count) {
    for (int i = 0; i < count; i++) {
      if (NodeHeap.similarity(walk.pair(kept[i])) > similarity) {
        return true;
      }
    }
    return false;
  }
}
