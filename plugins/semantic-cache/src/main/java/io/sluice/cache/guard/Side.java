package io.sluice.cache.guard;

/** One side of a pair of opposites. */
record Side(int pair, boolean right) {

  Side opposite() {
    return new Side(pair, !right);
  }
}
