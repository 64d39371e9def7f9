package io.sluice.cache.guard;

import io.sluice.cache.guard.Difference.Place;
import io.sluice.cache.guard.Verdict.Different;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The same words, two of them exchanged: "dog bites man". */
final class OrderRule implements Rule {

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    if (!difference.sameContent()) {
      return Optional.empty();
    }
    var pairs = difference.pairs().stream().filter(pair -> isContent(difference, pair)).toList();
    var inStored = pairs.stream().sorted(Comparator.comparingInt(Place::stored)).toList();
    var moved =
        IntStream.range(0, pairs.size())
            .filter(i -> !pairs.get(i).equals(inStored.get(i)))
            .toArray();
    if (moved.length != 2) {
      return Optional.empty();
    }
    return isExchange(difference.asked(), pairs.get(moved[0]), pairs.get(moved[1]))
            && passives(difference.asked()) == passives(difference.stored())
        ? Optional.of(new Different(Reason.ORDER, "two words exchanged"))
        : Optional.empty();
  }

  private static boolean isContent(Difference difference, Place pair) {
    return difference.asked().tokens().get(pair.asked()).isContent();
  }

  /** Not in a list, whose order is free, nor side by side. */
  private static boolean isExchange(Question question, Place first, Place second) {
    List<Token> between = question.tokens().subList(first.asked() + 1, second.asked());
    boolean list = question.tokens().get(second.asked()).listed();
    return !between.isEmpty() && !list;
  }

  private static long passives(Question question) {
    return question.tokens().stream().filter(token -> token.text().equals("by")).count();
  }
}
