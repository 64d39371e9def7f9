package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;

/** One asks who, the other when. */
final class TargetRule implements Rule {

  /** A question word further in may as well begin a clause: "what happens when". */
  private static final int FIRST_WORDS = 3;

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    var asked = target(difference.asked(), lexicon);
    var stored = target(difference.stored(), lexicon);
    return !asked.isEmpty() && !stored.isEmpty() && !asked.equals(stored)
        ? Optional.of(new Different(Reason.TARGET, "question words"))
        : Optional.empty();
  }

  static String target(Question question, Lexicon lexicon) {
    return question.tokens().stream()
        .limit(FIRST_WORDS)
        .map(token -> lexicon.targets().getOrDefault(token.text(), ""))
        .filter(target -> !target.isEmpty())
        .findFirst()
        .orElse("");
  }
}
