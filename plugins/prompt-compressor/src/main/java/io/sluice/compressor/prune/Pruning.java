package io.sluice.compressor.prune;

import io.sluice.exchange.Problems;
import java.util.Set;

/**
 * What a pruned text is to be like.
 *
 * @param rate how much stays, as a share of its tokens, in (0, 1]: not less than that is kept, more
 *     where too little may go
 * @param forceTokens words, punctuation or phrases that stay, in the letter case in which they are
 *     given; none is empty
 * @param dropConsecutive whether of a forced word that follows itself, with nothing kept between,
 *     only the first stays
 */
public record Pruning(double rate, Set<String> forceTokens, boolean dropConsecutive) {

  public Pruning {
    new Problems("pruning")
        .require(rate > 0 && rate <= 1, "rate", "in (0, 1]", rate)
        .require(!forceTokens.contains(""), "force_tokens", "of at least one character each", "")
        .throwIfAny();
    forceTokens = Set.copyOf(forceTokens);
  }

  /** Keeps that share, and forces nothing. */
  public static Pruning to(double rate) {
    return new Pruning(rate, Set.of(), false);
  }
}
