package io.sluice.cache.guard;

import io.sluice.cache.guard.Token.Sort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Numbers, as digits or in words, by their value. */
final class Numbers {

  /** Digits beyond this many are compared as they are written. */
  private static final int LONGEST = 30;

  private Numbers() {}

  /** Returns the one form in which equal numbers are equal; a version or time keeps its parts. */
  static String canonical(String digits, int dots) {
    if (dots > 1 || digits.indexOf(':') >= 0 || digits.length() > LONGEST) {
      return digits;
    }
    try {
      return plain(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      return digits;
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /**
   * Joins number words that make one number: "twenty five", "two hundred", "3 million".
   *
   * @param tokens with every number word as a number of its own
   */
  static List<Token> joined(List<Token> tokens) {
    var joined = new ArrayList<Token>(tokens.size());
    for (var token : tokens) {
      if (!joined.isEmpty() && joined.getLast().isNumber() && token.isNumber() && !token.listed()) {
        var last = joined.getLast();
        var sum = sum(last.key(), token.key(), isWord(last) && isWord(token));
        if (!sum.isEmpty()) {
          joined.set(
              joined.size() - 1, new Token(Sort.NUMBER, last.text(), sum, false, last.listed()));
          continue;
        }
      }
      joined.add(token);
    }
    return joined;
  }

  private static boolean isWord(Token token) {
    return Character.isLetter(token.text().charAt(0));
  }

  private static String sum(String first, String second, boolean words) {
    if (isMultiplier(second) && first.length() < 12 && first.indexOf(':') < 0) {
      try {
        return plain(new BigDecimal(first).multiply(new BigDecimal(second)));
      } catch (NumberFormatException e) {
        return "";
      }
    }
    boolean tensAndOnes =
        words && first.length() == 2 && first.charAt(1) == '0' && second.length() == 1;
    return tensAndOnes && first.charAt(0) > '1' && second.charAt(0) > '0'
        ? first.charAt(0) + second
        : "";
  }

  private static boolean isMultiplier(String key) {
    return key.equals("100")
        || key.equals("1000")
        || key.equals("1000000")
        || key.equals("1000000000");
  }
}
