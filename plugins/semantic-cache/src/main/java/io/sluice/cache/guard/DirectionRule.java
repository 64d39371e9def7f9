package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.Optional;

/** What one question comes from, the other goes to. */
final class DirectionRule implements Rule {

  /** As many words may stand between a preposition and what it governs: "from the old house". */
  private static final int REACH = 3;

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    boolean fromBecameTo = false;
    boolean toBecameFrom = false;
    for (var pair : difference.pairs()) {
      var asked = side(difference.asked(), pair.asked(), lexicon);
      var stored = side(difference.stored(), pair.stored(), lexicon);
      fromBecameTo |= asked.equals("from") && stored.equals("to");
      toBecameFrom |= asked.equals("to") && stored.equals("from");
    }
    // One alone may be another phrase: "load from a file", "passed to load a file".
    return fromBecameTo && toBecameFrom
        ? Optional.of(new Different(Reason.DIRECTION, "from and to"))
        : Optional.empty();
  }

  private static String side(Question question, int place, Lexicon lexicon) {
    if (lexicon.directions().containsKey(question.tokens().get(place).text())) {
      return "";
    }
    for (int i = place - 1; i >= Math.max(0, place - REACH); i--) {
      var side = lexicon.directions().get(question.tokens().get(i).text());
      if (side != null) {
        return side;
      }
    }
    return "";
  }
}
