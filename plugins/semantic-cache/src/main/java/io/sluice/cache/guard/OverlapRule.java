package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;
import java.util.Set;

/**
 * In a language that the lists do not cover, the questions must share most of their words: there
 * neither the rules nor an English embedding can be relied on.
 */
final class OverlapRule implements Rule {

  private static final Set<String> COVERED = Set.of("", "en");

  /** Of the words of both, so many must be shared. */
  private static final double LEAST = 0.85;

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    if (COVERED.contains(difference.asked().language())
        && COVERED.contains(difference.stored().language())) {
      return Optional.empty();
    }
    double words = difference.asked().tokens().size() + difference.stored().tokens().size();
    return 2 * difference.pairs().size() < LEAST * words
        ? Optional.of(new Different(Reason.WORD, "too few words shared"))
        : Optional.empty();
  }
}
