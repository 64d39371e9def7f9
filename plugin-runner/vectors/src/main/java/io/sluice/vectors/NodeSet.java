package io.sluice.vectors;

/** A set of a graph's nodes, for the few hundred of them that a search meets. For one thread. */
final class NodeSet {

  private static final int SPREAD = 0x9E3779B9;

  /** Nodes plus one; 0 is free. At most half full. */
  private int[] table = new int[2_048];

  private int size;

  /** Returns whether the node was not in the set before. */
  boolean add(int node) {
    if (2 * size >= table.length) {
      grow();
    }
    boolean isNew = insert(table, node + 1);
    size += isNew ? 1 : 0;
    return isNew;
  }

  private static boolean insert(int[] table, int key) {
    int mask = table.length - 1;
    int place = ((key * SPREAD) >>> 12) & mask;
    while (table[place] != 0) {
      if (table[place] == key) {
        return false;
      }
      place = (place + 1) & mask;
    }
    table[place] = key;
    return true;
  }

  private void grow() {
    var grown = new int[2 * table.length];
    for (int key : table) {
      if (key != 0) {
        insert(grown, key);
      }
    }
    table = grown;
  }

  int size() {
    return size;
  }
}
