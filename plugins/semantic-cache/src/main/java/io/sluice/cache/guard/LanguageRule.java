package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;

/** Questions in two languages expect two answers. */
final class LanguageRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    var asked = difference.asked().language();
    var stored = difference.stored().language();
    // A text without little words may be in any language of its script.
    boolean told = !asked.isEmpty() && !stored.isEmpty();
    return told && !asked.equals(stored)
        ? Optional.of(new Different(Reason.LANGUAGE, "languages of the texts"))
        : Optional.empty();
  }
}
