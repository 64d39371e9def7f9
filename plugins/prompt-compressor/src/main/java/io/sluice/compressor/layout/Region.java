package io.sluice.compressor.layout;

import io.sluice.exchange.Problems;
import java.util.Optional;
import java.util.Set;

/**
 * A stretch of a text and what its author wants done with it.
 *
 * @param start index of its first character
 * @param end index after its last, greater than {@code start}
 * @param compressible whether anything of it may be left out
 * @param rate which part of its tokens is to stay, in (0, 1]; empty: as configured
 * @param forceTokens words that stay wherever they stand in it
 */
public record Region(
    int start, int end, boolean compressible, Optional<Double> rate, Set<String> forceTokens) {

  public Region {
    new Problems("region")
        .require(start >= 0 && start < end, "start", "at least 0 and below the end", start)
        .throwIfAny();
    forceTokens = Set.copyOf(forceTokens);
  }

  /** Returns whether another one is treated alike. */
  boolean isLike(Region other) {
    return compressible == other.compressible
        && rate.equals(other.rate)
        && forceTokens.equals(other.forceTokens);
  }

  /** Returns a stretch that stays as it is. */
  public static Region required(int start, int end) {
    return new Region(start, end, false, Optional.empty(), Set.of());
  }

  /** Returns a stretch that is compressed as configured. */
  public static Region compressible(int start, int end) {
    return new Region(start, end, true, Optional.empty(), Set.of());
  }
}
