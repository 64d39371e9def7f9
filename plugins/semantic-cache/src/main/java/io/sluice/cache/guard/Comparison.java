package io.sluice.cache.guard;

/** Tells whether two questions mean the same. Thread-safe; the order of the two does not matter. */
@FunctionalInterface
public interface Comparison {

  Verdict compare(String asked, String stored);
}
