package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;

/** Equal but for one word, which is no known synonym: what a template makes of two names. */
final class SubstitutionRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    if (difference.onlyAsked().size() != 1 || difference.onlyStored().size() != 1) {
      return Optional.empty();
    }
    var asked = difference.onlyAsked().getFirst();
    var stored = difference.onlyStored().getFirst();
    return asked.isContent()
            && stored.isContent()
            && difference.shared() > 0
            && difference.asked().tokens().indexOf(asked)
                == difference.stored().tokens().indexOf(stored)
        ? Optional.of(new Different(Reason.WORD, "one word exchanged"))
        : Optional.empty();
  }
}
