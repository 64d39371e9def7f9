package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Same;
import java.util.List;

/**
 * Decides whether two questions that are near by their embeddings mean the same.
 *
 * <p>Its rules look for what an embedding blurs: another number, place or date, a negation, an
 * opposite, exchanged roles. They find nothing that is not in their word lists (the text files
 * beside this class) or visible in how a text is written; what they find nothing on is left to the
 * embeddings.
 *
 * <p>Immutable, so thread-safe. Time grows with the length of the texts and no faster, and is
 * bounded: of texts past {@link #LONGEST} none are the same.
 */
public final class Guard implements Comparison {

  /** Characters of a question that is compared. */
  public static final int LONGEST = 16_384;

  // The cheaper and the more telling ones first: the first that speaks gives the reason.
  private static final List<Rule> RULES =
      List.of(
          new LanguageRule(),
          new NumberRule(),
          new KindRule(),
          new PolarityRule(),
          new CodeRule(),
          new QuoteRule(),
          new NameRule(),
          new TargetRule(),
          new DirectionRule(),
          new OrderRule(),
          new OverlapRule(),
          new SubstitutionRule());

  private final Lexicon lexicon = Lexicon.PACKAGED;

  @Override
  public Verdict compare(String asked, String stored) {
    return of(asked).compare(stored);
  }

  @Override
  public Asked of(String asked) {
    return new AskedOnce(asked, lexicon);
  }

  static Verdict verdict(Difference difference, Lexicon lexicon) {
    for (var rule : RULES) {
      var different = rule.check(difference, lexicon);
      if (different.isPresent()) {
        return different.get();
      }
    }
    return new Same(isSameWording(difference, lexicon), difference.sharedPart());
  }

  /** "Where is it" and "what is it" hold the same content, and ask for different things. */
  private static boolean isSameWording(Difference difference, Lexicon lexicon) {
    return difference.sameContent()
        && !difference.near()
        && TargetRule.target(difference.asked(), lexicon)
            .equals(TargetRule.target(difference.stored(), lexicon));
  }
}
