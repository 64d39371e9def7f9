package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A quoted text whose words the other question does not hold. */
final class QuoteRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    if (difference.asked().quotes().isEmpty() && difference.stored().quotes().isEmpty()) {
      return Optional.empty();
    }
    return isForeign(difference.asked().quotes(), difference.stored(), lexicon)
            || isForeign(difference.stored().quotes(), difference.asked(), lexicon)
        ? Optional.of(new Different(Reason.QUOTE, "quoted texts"))
        : Optional.empty();
  }

  private static boolean isForeign(List<String> quotes, Question other, Lexicon lexicon) {
    var words = other.tokens().stream().map(Token::key).collect(Collectors.toSet());
    return quotes.stream()
        .flatMap(quote -> Question.read(quote, lexicon).tokens().stream())
        .anyMatch(token -> token.isContent() && !words.contains(token.key()));
  }
}
