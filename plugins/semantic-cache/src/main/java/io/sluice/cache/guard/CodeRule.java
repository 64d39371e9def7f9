package io.sluice.cache.guard;

import io.sluice.cache.guard.Token.Sort;
import io.sluice.cache.guard.Verdict.Different;
import java.util.List;
import java.util.Optional;

/** An identifier, a path or an operator that only one question holds. */
final class CodeRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    return isForeign(difference.onlyAsked(), difference.stored())
            || isForeign(difference.onlyStored(), difference.asked())
        ? Optional.of(new Different(Reason.CODE, "identifiers"))
        : Optional.empty();
  }

  /** Named twice in one question and once in the other is no difference. */
  private static boolean isForeign(List<Token> left, Question other) {
    return left.stream()
        .filter(token -> token.sort() == Sort.CODE)
        .anyMatch(code -> other.tokens().stream().noneMatch(t -> t.key().equals(code.key())));
  }
}
