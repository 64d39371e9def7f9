package io.sluice.cache.guard;

import io.sluice.cache.guard.Verdict.Different;
import io.sluice.cache.guard.Verdict.Same;
import org.jspecify.annotations.Nullable;

/** A question that is read once, and compared with many. */
final class AskedOnce implements Comparison.Asked {

  private final String text;
  private final Lexicon lexicon;

  /** Null until a stored question is worth reading. */
  private @Nullable Question read;

  AskedOnce(String text, Lexicon lexicon) {
    this.text = text;
    this.lexicon = lexicon;
  }

  @Override
  public Verdict compare(String stored) {
    if (text.length() > Guard.LONGEST || stored.length() > Guard.LONGEST) {
      return new Different(Reason.LENGTH, "more than %d characters".formatted(Guard.LONGEST));
    }
    if (text.equals(stored)) {
      return new Same(true, 1);
    }
    if (read == null) {
      read = Question.read(text, lexicon);
    }
    return Guard.verdict(Difference.of(read, Question.read(stored, lexicon), lexicon), lexicon);
  }
}
