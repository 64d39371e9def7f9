package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.List;
import java.util.Optional;

/** A name, told by its capital, of one question that the other does not hold. */
final class NameRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    return isNamed(difference.onlyAsked()) && isNamed(difference.onlyStored())
        ? Optional.of(new Different(Reason.ENTITY, "names by capital"))
        : Optional.empty();
  }

  private static boolean isNamed(List<Token> left) {
    return left.stream().anyMatch(token -> token.name() && token.isContent());
  }
}
