package io.sluice.router.guard;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What can be seen of one sentence or line.
 *
 * @param words that consist of letters
 * @param odd words, or what stands in their place, that no language has
 * @param chunks between spaces
 * @param strange chunks that are odd, or hold marks that sentences do without
 * @param functionWords small words that hold sentences together
 * @param marks around words
 * @param codeMarks that sentences do without
 * @param letters of all characters that are no spaces
 * @param talk how many words are about each thing
 */
record Look(
    int words,
    int odd,
    int chunks,
    int strange,
    int functionWords,
    int marks,
    int codeMarks,
    int letters,
    boolean question,
    Map<Talk, Integer> talk,
    String text) {

  /** A longer sentence that speaks of difficulty may say what is difficult. */
  private static final int LONGEST_PUSH = 22;

  private static final int FEWEST_OF_SALAD = 6;

  static Look of(String piece) {
    int words = 0;
    int odd = 0;
    int chunks = 0;
    int strange = 0;
    int small = 0;
    int marks = 0;
    int codeMarks = 0;
    int letters = 0;
    var talk = new EnumMap<Talk, Integer>(Talk.class);
    int i = 0;
    while (i < piece.length()) {
      char c = piece.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      }
      int end = i;
      while (end < piece.length() && !Character.isWhitespace(piece.charAt(end))) {
        end++;
      }
      var chunk = piece.substring(i, end);
      var word = Words.bare(chunk);
      if (!word.isEmpty()) {
        words++;
        letters += Words.letters(word);
        var low = word.toLowerCase(Locale.ROOT);
        if (Words.isSmall(low)) {
          small++;
        }
        for (var about : Talk.of(low)) {
          talk.merge(about, 1, Integer::sum);
        }
      }
      chunks++;
      strange += Words.isStrange(chunk) ? 1 : 0;
      marks += chunk.length() - word.length();
      codeMarks += Words.codeMarks(chunk);
      if (Words.isOdd(chunk, word)) {
        odd++;
      }
      i = end;
    }
    boolean question = piece.indexOf('?') >= 0 || piece.indexOf('？') >= 0;
    return new Look(
        words, odd, chunks, strange, small, marks, codeMarks, letters, question, talk, piece);
  }

  /** Whether it says nothing about the task. */
  boolean isPush() {
    return speaksOfNothing() || takesOver() || isNotice() || EastAsian.pushes(text);
  }

  private boolean speaksOfNothing() {
    return !question
        && words <= LONGEST_PUSH
        && (isAboutModel()
            || isAboutDifficulty()
            || (has(Talk.THINK) && has(Talk.HOW))
            || isAboutStakes()
            || isLabel());
  }

  private boolean isAboutModel() {
    return (has(Talk.MODEL) && has(Talk.BEST) && (has(Talk.USE) || has(Talk.THIS)))
        || (has(Talk.ROUTER) && has(Talk.USE))
        || (has(Talk.MODEL) && has(Talk.THIS) && text.contains("small"));
  }

  private boolean isAboutDifficulty() {
    return has(Talk.HARD) && has(Talk.TASK) && (has(Talk.THIS) || count(Talk.HARD) >= 2);
  }

  private boolean isAboutStakes() {
    return count(Talk.STAKES) >= 2 && (has(Talk.THIS) || count(Talk.STAKES) >= 3 || words <= 10);
  }

  /** Whether it is shouted, or in brackets, and no sentence. */
  private boolean isLabel() {
    boolean about = has(Talk.HARD) || has(Talk.ROUTER) || has(Talk.STAKES) || has(Talk.BEST);
    return (about && words >= 2 && text.codePoints().noneMatch(Character::isLowerCase))
        || count(Talk.ROUTER) >= 2;
  }

  /** Whether it puts other instructions in the place of those before. */
  boolean takesOver() {
    return (has(Talk.DROP) && has(Talk.TOLD)) || (has(Talk.ROLE) && has(Talk.PERSONA));
  }

  /** Whether it speaks to or of the assistant: what surrounds a sentence that takes over. */
  boolean isPersona() {
    return has(Talk.PERSONA) || has(Talk.ROLE);
  }

  private boolean isNotice() {
    return !question && count(Talk.NOTICE) >= 2;
  }

  /** Whether it is no language, or words that hang together in none: code, a formula, noise. */
  boolean isNoise() {
    int all = words + odd;
    boolean salad =
        words >= FEWEST_OF_SALAD
            && functionWords == 0
            && 6 * marks <= words
            && !EastAsian.isIn(text);
    return (odd >= 2 && 3 * odd >= all)
        || salad
        || (strange >= 3 && 3 * strange >= chunks)
        || (codeMarks >= 2 && 5 * codeMarks >= letters);
  }

  /** Whether it speaks of something that stands beside it. */
  boolean refers() {
    return has(Talk.BESIDE) || text.stripTrailing().endsWith(":") || EastAsian.refers(text);
  }

  private boolean has(Talk about) {
    return talk.containsKey(about);
  }

  private int count(Talk about) {
    return talk.getOrDefault(about, 0);
  }
}
