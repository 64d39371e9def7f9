package io.sluice.compressor.lossless;

/**
 * A sentence, a line, or a block that only makes sense whole.
 *
 * @param draft number of its text
 * @param hash of its words as they are compared
 * @param exact whether it is compared as it is written
 */
record Segment(int draft, int start, int end, long hash, Role role, boolean exact) {

  /** What may happen to it. */
  enum Role {
    /** Goes when it was there before, as part of a long passage. */
    PASSAGE,
    /** Goes when it was there before, however short. */
    SIGNATURE,
    /** Stays, but others go that repeat it. */
    SOURCE,
    /** Stays, and takes no part. */
    BARRIER
  }
}
