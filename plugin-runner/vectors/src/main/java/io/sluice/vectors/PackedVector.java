package io.sluice.vectors;

import io.sluice.exchange.Embedding;

/**
 * An embedding rounded to 7 bits a number, four numbers to an {@code int}, followed by the sum of
 * its numbers and their scale. Plain arrays: a search reads them by the thousand, and each object
 * between would be one more miss of the processor's cache.
 */
final class PackedVector {

  /** Numbers are stored from 1 to 127, with zero in the middle: the products stay unsigned. */
  static final int ZERO = 64;

  /** That of an entry that has no embedding. */
  static final int[] NONE = {};

  private static final int LARGEST = 63;

  /** Ints that hold no numbers. */
  static final int TRAILER = 2;

  private PackedVector() {}

  /** Rounds an embedding so that its largest number becomes 63. */
  static int[] of(Embedding embedding) {
    var unit = embedding.toArray();
    float largest = 0;
    for (float x : unit) {
      largest = Math.max(largest, Math.abs(x));
    }
    int words = (unit.length + 3) / 4;
    var packed = new int[words + TRAILER];
    int sum = 0;
    for (int i = 0; i < unit.length; i++) {
      int number = ZERO + Math.round(unit[i] * LARGEST / largest);
      sum += number;
      packed[i / 4] |= number << (8 * (i % 4));
    }
    // Where the last word is not full: what is 0 here counts nothing in a sum or product.
    packed[words] = sum - ZERO * unit.length / 2;
    packed[words + 1] = Float.floatToRawIntBits(largest / LARGEST);
    return packed;
  }

  /** Returns how many ints hold numbers. */
  static int words(int[] packed) {
    return packed.length - TRAILER;
  }

  /** Returns the sum of the stored numbers, less half of what zeros would add up to. */
  static int sum(int[] packed) {
    return packed[packed.length - 2];
  }

  /** Returns what a number of 1 stands for. */
  static float scale(int[] packed) {
    return Float.intBitsToFloat(packed[packed.length - 1]);
  }
}
