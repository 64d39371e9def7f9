package io.sluice.router.verifier;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be counted in an answer and its question without a model; linear time. */
final class AnswerFeatures {

  /** In the order of {@link #of}. */
  static final List<String> NAMES =
      List.of(
          "characters",
          "characters to those of the question",
          "words",
          "sentences",
          "equations",
          "wrong equations",
          "share of wrong equations",
          "numbers",
          "numbers of the question unused",
          "share of numbers used",
          "doubt",
          "correction",
          "unknowns",
          "repetition",
          "no result",
          "cut",
          "formulas",
          "fractions",
          "broken escapes",
          "result is a number",
          "result is no whole number",
          "result is below zero or zero",
          "result's size",
          "result beyond the question's numbers",
          "result computed",
          "result is the last number before it",
          "result stands in the question",
          "result is true or false",
          "result is a letter",
          "result is a list",
          "result is quoted",
          "result's length",
          "result is not in the reasoning",
          "code in the question",
          "braces open");

  private AnswerFeatures() {}

  static double[] of(String question, String answer) {
    var last = FinalAnswer.of(answer);
    var reasoning = Arithmetic.of(last.reasoning());
    var result = Arithmetic.of(last.text());
    var asked = Arithmetic.of(question);
    var words = AnswerWords.of(answer);
    var bare = bare(last.text());
    boolean number = !result.numbers.isEmpty() && bare.length() < 40;
    double value = number ? result.numbers.getLast() : 0;
    double before = reasoning.numbers.isEmpty() ? 0 : reasoning.numbers.getLast();
    double largest = asked.numbers.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Set<Double> used = new HashSet<>(reasoning.numbers);
    var given = new HashSet<>(asked.numbers);
    double unused = given.stream().filter(x -> !used.contains(x)).count();
    return new double[] {
      Math.log1p(answer.length()),
      Math.log1p(answer.length()) - Math.log1p(question.length()),
      Math.log1p(words.words),
      Math.log1p(words.sentences),
      Math.log1p(reasoning.equations),
      Math.log1p(reasoning.wrong),
      reasoning.wrong / (reasoning.equations + 1.0),
      Math.log1p(reasoning.numbers.size()),
      Math.log1p(unused),
      given.isEmpty() ? 1 : 1 - unused / given.size(),
      Math.log1p(words.doubt),
      Math.log1p(words.correction),
      Math.log1p(words.unknowns),
      words.repeated / (words.words + 1.0),
      flag(last.text().isBlank()),
      flag(isCut(answer)),
      Math.log1p(count(answer, '\\') + count(answer, '^')),
      Math.log1p(count(answer, '/') + occurrences(answer, "frac")),
      flag(hasBrokenEscape(answer)),
      flag(number),
      flag(number && value != Math.rint(value)),
      flag(number && (value == 0 || bare.startsWith("-"))),
      number ? Math.log1p(Math.abs(value)) : 0,
      flag(number && value > largest),
      flag(number && reasoning.results.contains(value)),
      flag(number && before == value),
      flag(!bare.isEmpty() && question.contains(bare)),
      flag(bare.equals("true") || bare.equals("false") || bare.equals("none")),
      flag(bare.length() == 1 && Character.isLetter(bare.charAt(0))),
      flag(bare.startsWith("[") || bare.startsWith("{") || bare.startsWith("(")),
      flag(last.text().contains("'") || last.text().contains("\\\"")),
      Math.log1p(bare.length()),
      flag(!bare.isEmpty() && !last.reasoning().toLowerCase(Locale.ROOT).contains(bare)),
      flag(question.contains("def ") || question.contains("return ") || question.contains("```")),
      flag(count(answer, '{') != count(answer, '}'))
    };
  }

  /** Without quotes, signs of currency and what ends a sentence. */
  private static String bare(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && "\"' $*:".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "\"' .,*}\n`".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** Ends in the middle of a sentence. */
  private static boolean isCut(String answer) {
    var stripped = answer.stripTrailing();
    return stripped.isEmpty() || Character.isLetter(stripped.charAt(stripped.length() - 1));
  }

  /** A backslash that JSON does not know, in what means to be JSON. */
  private static boolean hasBrokenEscape(String answer) {
    var before = answer.substring(0, Math.max(0, answer.indexOf('{'))).strip();
    if (answer.indexOf('{') < 0 || !(before.isEmpty() || before.startsWith("```"))) {
      return false;
    }
    for (int i = 0; i + 1 < answer.length(); i++) {
      if (answer.charAt(i) == '\\') {
        i++;
        if ("\"\\/bfnrtu".indexOf(answer.charAt(i)) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static int occurrences(String text, String part) {
    int found = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      found++;
    }
    return found;
  }

  private static int count(String text, char wanted) {
    int found = 0;
    for (int i = 0; i < text.length(); i++) {
      found += text.charAt(i) == wanted ? 1 : 0;
    }
    return found;
  }

  private static double flag(boolean holds) {
    return holds ? 1 : 0;
  }
}
