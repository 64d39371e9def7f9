package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Negation and opposites. Each turns a question round, so that two cancel out: "not optional" is
 * "mandatory".
 */
final class PolarityRule implements Rule {

  /** Questions of no more words that carry meaning, in sum, are short. */
  private static final int SHORT = 24;

  /**
   * Sharing so much of their content, two short questions are about the same; and two long ones.
   */
  private static final double MOSTLY = 0.5;

  private static final double NEARLY = 0.75;

  @Override
  public Optional<Different> check(Difference difference, Lexicon lexicon) {
    long asked = negators(difference.asked(), lexicon);
    long stored = negators(difference.stored(), lexicon);
    boolean negated = asked % 2 != stored % 2;
    long opposites = opposites(difference, lexicon);
    if (opposites == 1 && negated) {
      return Optional.empty();
    }
    if (opposites > 0) {
      return Optional.of(new Different(Reason.POLARITY, "opposites"));
    }
    if (negated || (asked == 0) != (stored == 0)) {
      return isAboutTheSame(difference, lexicon)
          ? Optional.of(new Different(Reason.NEGATION, "negators"))
          : Optional.empty();
    }
    return asked > 0 && negatesAnother(difference, lexicon)
        ? Optional.of(new Different(Reason.NEGATION, "what is negated"))
        : Optional.empty();
  }

  /** "Not allowed" and "forbidden" are one: a negation counts on words that both questions hold. */
  private static boolean isAboutTheSame(Difference difference, Lexicon lexicon) {
    if (difference.content() > SHORT) {
      // In a long text a word that one side negates stands somewhere in the other by chance.
      return difference.sharedPart() >= NEARLY;
    }
    return difference.sharedPart() >= MOSTLY
        || isHeldPlainly(difference.asked(), difference.stored(), lexicon)
        || isHeldPlainly(difference.stored(), difference.asked(), lexicon);
  }

  private static boolean isHeldPlainly(Question negating, Question other, Lexicon lexicon) {
    var plain = negated(other, lexicon);
    return negated(negating, lexicon).stream()
        .anyMatch(key -> !plain.contains(key) && holds(other, key));
  }

  private static long negators(Question question, Lexicon lexicon) {
    return question.tokens().stream().filter(t -> lexicon.negators().contains(t.text())).count();
  }

  private static long opposites(Difference difference, Lexicon lexicon) {
    return difference.onlyAsked().stream()
        .filter(token -> isOpposite(token, difference.onlyStored(), lexicon))
        .count();
  }

  private static boolean isOpposite(Token token, List<Token> others, Lexicon lexicon) {
    var sides = lexicon.sides(token);
    return !sides.isEmpty()
        && others.stream()
            .map(lexicon::sides)
            .anyMatch(other -> sides.stream().anyMatch(s -> other.contains(s.opposite())));
  }

  /** "Open but not locked" and "locked but not open". */
  private static boolean negatesAnother(Difference difference, Lexicon lexicon) {
    var asked = negated(difference.asked(), lexicon);
    var stored = negated(difference.stored(), lexicon);
    return asked.stream().anyMatch(key -> !stored.contains(key) && holds(difference.stored(), key))
        && stored.stream().anyMatch(key -> !asked.contains(key) && holds(difference.asked(), key));
  }

  private static boolean holds(Question question, String key) {
    return question.tokens().stream().anyMatch(token -> token.key().equals(key));
  }

  private static Set<String> negated(Question question, Lexicon lexicon) {
    var negated = new HashSet<String>();
    boolean open = false;
    for (var token : question.tokens()) {
      if (lexicon.negators().contains(token.text())) {
        open = true;
      } else if (open && token.isContent()) {
        negated.add(token.key());
        open = false;
      }
    }
    return negated;
  }
}
