package io.sluice.router.verifier;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The words of an answer: which doubt, which correct, and how many are said again. */
final class AnswerWords {

  private static final Set<String> DOUBT =
      Set.of(
          "approximately",
          "assume",
          "assuming",
          "unclear",
          "probably",
          "perhaps",
          "might",
          "likely",
          "seems",
          "possible",
          "unsure",
          "closest",
          "guess",
          "estimate",
          "about",
          "cannot",
          "insufficient",
          "ambiguous");

  private static final Set<String> CORRECTION =
      Set.of(
          "however",
          "wait",
          "actually",
          "mistake",
          "incorrect",
          "error",
          "instead",
          "correction",
          "sorry",
          "apologize",
          "re",
          "reconsider",
          "wrong",
          "contradiction",
          "but",
          "not");

  private static final Set<String> UNKNOWNS =
      Set.of("let", "denote", "variable", "unknown", "equation", "solve", "substitute");

  private static final int REMEMBERED = 20_000;

  int words;
  int doubt;
  int correction;
  int unknowns;
  int repeated;
  int sentences;

  private AnswerWords() {}

  static AnswerWords of(String text) {
    var counts = new AnswerWords();
    var seen = new HashSet<Long>();
    long recent = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        counts.sentences += c == '.' || c == '\n' ? 1 : 0;
        i++;
        continue;
      }
      int end = i;
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      var word = text.substring(i, Math.min(end, i + 24)).toLowerCase(Locale.ROOT);
      counts.words++;
      counts.doubt += DOUBT.contains(word) ? 1 : 0;
      counts.correction += CORRECTION.contains(word) ? 1 : 0;
      counts.unknowns += UNKNOWNS.contains(word) ? 1 : 0;
      // Eight words, of which each moves those before it eight bits up and out.
      recent = (recent << 8) ^ (word.hashCode() & 0xFF);
      if (counts.words >= 8 && seen.size() < REMEMBERED && !seen.add(recent)) {
        counts.repeated++;
      }
      i = end;
    }
    return counts;
  }
}
