package io.sluice.compressor.layout;

import java.util.Arrays;

/** A list of ints. */
final class Ints {

  private int[] values = new int[64];
  private int size;

  int size() {
    return size;
  }

  int get(int at) {
    return values[at];
  }

  int last() {
    return values[size - 1];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  void set(int at, int value) {
    values[at] = value;
  }

  int removeLast() {
    return values[--size];
  }
}
