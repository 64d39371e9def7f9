package io.sluice.vectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Those entries of many that are nearest by their packed vectors. For one thread. */
final class Nearest {

  private record Candidate(IndexedEntry entry, float similarity) {}

  private final int most;
  private final PriorityQueue<Candidate> farthestFirst =
      new PriorityQueue<>(Comparator.comparingDouble(Candidate::similarity));
  private float bar = Float.NEGATIVE_INFINITY;

  Nearest(int most) {
    this.most = most;
  }

  /** Returns whether an entry of that similarity would be taken. */
  boolean takes(float similarity) {
    return similarity > bar;
  }

  void add(IndexedEntry entry, float similarity) {
    farthestFirst.add(new Candidate(entry, similarity));
    if (farthestFirst.size() > most) {
      farthestFirst.remove();
    }
    if (farthestFirst.size() == most) {
      bar = farthestFirst.element().similarity();
    }
  }

  /** Returns the entries, in any order. */
  List<IndexedEntry> entries() {
    var entries = new ArrayList<IndexedEntry>(farthestFirst.size());
    farthestFirst.forEach(candidate -> entries.add(candidate.entry()));
    return entries;
  }
}
