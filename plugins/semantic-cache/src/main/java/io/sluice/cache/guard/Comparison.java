package io.sluice.cache.guard;

/** Tells whether two questions mean the same. Thread-safe; the order of the two does not matter. */
@FunctionalInterface
public interface Comparison {

  Verdict compare(String asked, String stored);

  /** Returns the same for one asked question, to be compared with many. */
  default Asked of(String asked) {
    return stored -> compare(asked, stored);
  }

  /** Compares one asked question with stored ones; for one thread at a time. */
  @FunctionalInterface
  interface Asked {

    Verdict compare(String stored);
  }
}
