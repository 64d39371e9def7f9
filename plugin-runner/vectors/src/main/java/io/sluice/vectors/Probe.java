package io.sluice.vectors;

/** A vector that many others are compared with. Immutable. */
final class Probe {

  private static final int EVEN = 0x007F007F;

  private final int[] even;
  private final int[] odd;
  private final int sum;
  private final float scale;

  Probe(int[] packed) {
    int words = PackedVector.words(packed);
    even = new int[words];
    odd = new int[words];
    for (int i = 0; i < words; i++) {
      even[i] = Integer.rotateLeft(packed[i] & EVEN, 16);
      odd[i] = Integer.rotateLeft((packed[i] >>> 8) & EVEN, 16);
    }
    sum = PackedVector.sum(packed);
    scale = PackedVector.scale(packed);
  }

  /** Returns whether it compares with packed vectors of that length. */
  boolean fits(int length) {
    return length == even.length + PackedVector.TRAILER;
  }

  /** Returns the cosine of the embeddings, off by about 0.001 for those of texts. */
  float similarity(int[] packed) {
    long products = dot(packed, even, odd);
    return (products - (long) PackedVector.ZERO * (sum + PackedVector.sum(packed)))
        * scale
        * PackedVector.scale(packed);
  }

  /**
   * Sums the products of numbers, four to an int. With the halves of one factor exchanged, the
   * upper half of a product of ints is the sum of two products of numbers: (a + bX)(d + cX) = ad +
   * (ac + bd)X + …, where X is 2^16. Two such sums of 7-bit numbers fit into 16 bits. The compiler
   * makes vector instructions of this loop, as it does not of one over bytes: it takes an eighth of
   * the time.
   */
  private static int dot(int[] packed, int[] even, int[] odd) {
    int sum = 0;
    for (int i = 0; i < even.length; i++) {
      int word = packed[i];
      sum += ((word & EVEN) * even[i] + ((word >>> 8) & EVEN) * odd[i]) >>> 16;
    }
    return sum;
  }
}
