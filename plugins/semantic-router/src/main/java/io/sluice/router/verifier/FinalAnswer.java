package io.sluice.router.verifier;

import java.util.Locale;

/**
 * What an answer comes to in the end: what follows its last mark of a result.
 *
 * @param text of the result, at most {@value #LONGEST} characters; empty if there is no mark
 * @param reasoning what stands before the mark; the whole answer if there is none
 */
record FinalAnswer(String text, String reasoning) {

  static final int LONGEST = 400;

  private static final String[] MARKS = {
    "\"answer\":", "####", "answer is", "answer:", "boxed{", "answer would be", "answer must be"
  };

  static FinalAnswer of(String answer) {
    var lower = answer.toLowerCase(Locale.ROOT);
    // Some letters grow when made small: then nothing can be found by its place.
    if (lower.length() != answer.length()) {
      lower = answer;
    }
    int start = -1;
    int mark = -1;
    for (var candidate : MARKS) {
      int at = lower.lastIndexOf(candidate);
      if (at >= 0 && at + candidate.length() > start) {
        start = at + candidate.length();
        mark = at;
      }
    }
    if (start < 0) {
      return new FinalAnswer("", answer);
    }
    var rest = answer.substring(start, Math.min(answer.length(), start + LONGEST)).strip();
    int line = rest.indexOf('\n');
    return new FinalAnswer(line < 0 ? rest : rest.substring(0, line), answer.substring(0, mark));
  }
}
