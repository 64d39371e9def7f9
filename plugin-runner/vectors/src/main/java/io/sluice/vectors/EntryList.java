package io.sluice.vectors;

import java.util.Arrays;

/** Entries in the order in which they came. One at a time may append while any number read. */
final class EntryList {

  private static final IndexedEntry[] EMPTY = {};

  // Written in this order and read in the other: a reader's array never lacks what it counted.
  private volatile int[][] vectors = {};
  private volatile IndexedEntry[] entries = EMPTY;
  private volatile int size;

  void append(IndexedEntry entry) {
    int place = size;
    var array = entries;
    var numbers = vectors;
    if (place == array.length) {
      int length = place == 0 ? 1 : Math.max(4, place + place / 2);
      array = Arrays.copyOf(array, length);
      numbers = Arrays.copyOf(numbers, length);
    }
    array[place] = entry;
    numbers[place] = entry.vector;
    vectors = numbers;
    entries = array;
    size = place + 1;
  }

  /** Returns how many entries were appended, with those that are gone. */
  int size() {
    return size;
  }

  /** Returns the entries, at least as many as {@link #size} told before; what follows is null. */
  IndexedEntry[] array() {
    return entries;
  }

  /** Returns their vectors, in the same order: a search need not touch each entry. */
  int[][] vectors() {
    return vectors;
  }

  /** Returns a list of those that are not gone. */
  EntryList compacted() {
    var compacted = new EntryList();
    int end = size;
    var array = entries;
    for (int i = 0; i < end; i++) {
      if (!array[i].isGone()) {
        compacted.append(array[i]);
      }
    }
    return compacted;
  }
}
