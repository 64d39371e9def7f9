package io.sluice.compressor.extract;

import java.util.Arrays;

/** Numbers terms in the order in which they come. */
final class TermTable {

  private long[] keys = new long[64];
  private int[] numbers = new int[64];
  private int count;

  int count() {
    return count;
  }

  /** Returns a term's number, or -1 if it is not known. */
  int find(long term) {
    int slot = slot(term);
    return numbers[slot] - 1;
  }

  /** Returns a term's number, a new one if it was not known. */
  int add(long term) {
    int slot = slot(term);
    if (numbers[slot] == 0) {
      if (2 * count >= keys.length) {
        grow();
        slot = slot(term);
      }
      keys[slot] = term;
      numbers[slot] = ++count;
    }
    return numbers[slot] - 1;
  }

  private int slot(long term) {
    int mask = keys.length - 1;
    int slot = (int) (term ^ (term >>> 32)) & mask;
    while (numbers[slot] != 0 && keys[slot] != term) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    var oldKeys = keys;
    var oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = new int[keys.length];
    Arrays.fill(numbers, 0);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }
}
