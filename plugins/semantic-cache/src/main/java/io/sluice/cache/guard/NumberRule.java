package io.sluice.cache.guard;

import io.sluice.cache.guard.Token.Sort;
import io.sluice.cache.guard.Verdict.Different;
import java.util.List;
import java.util.Optional;

/** Numbers, by value: a number of one question that the other does not hold. */
final class NumberRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    var asked = numbers(difference.onlyAsked());
    var stored = numbers(difference.onlyStored());
    // "One" and "second" may be no numbers at all: they only differ from another number.
    boolean differ =
        asked.contains(Sort.NUMBER)
            || stored.contains(Sort.NUMBER)
            || (!asked.isEmpty() && !stored.isEmpty());
    return differ
        ? Optional.of(new Different(Reason.NUMBER, "numbers by value"))
        : Optional.empty();
  }

  private static List<Sort> numbers(List<Token> left) {
    return left.stream().filter(Token::isNumber).map(Token::sort).toList();
  }
}
