package io.sluice.vectors;

import java.util.Arrays;

/** Nodes of a graph with their similarities, of which the lowest can be taken. For one thread. */
final class NodeHeap {

  private long[] heap = new long[64];
  private int size;

  /** Returns a similarity and its node as one number: the higher the more similar. */
  static long pair(float similarity, int node) {
    int bits = Float.floatToIntBits(similarity);
    // As whole numbers, floats are in their order from 0 up, and the wrong way round below.
    int ordered = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    return ((long) ordered << 32) | node;
  }

  static int node(long pair) {
    return (int) pair;
  }

  static float similarity(long pair) {
    int ordered = (int) (pair >> 32);
    return Float.intBitsToFloat(ordered >= 0 ? ordered : ordered ^ Integer.MAX_VALUE);
  }

  int size() {
    return size;
  }

  long lowest() {
    return heap[0];
  }

  void add(long pair) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int place = size++;
    while (place > 0 && pair < heap[(place - 1) / 2]) {
      heap[place] = heap[(place - 1) / 2];
      place = (place - 1) / 2;
    }
    heap[place] = pair;
  }

  long takeLowest() {
    long lowest = heap[0];
    long last = heap[--size];
    int place = 0;
    for (int child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (last <= heap[child]) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = last;
    return lowest;
  }

  /** Returns what it holds, the most similar first, and may not be used any more. */
  long[] drain() {
    var pairs = new long[size];
    while (size > 0) {
      pairs[size - 1] = takeLowest();
    }
    return pairs;
  }
}
