package io.sluice.cache.guard;

/** Whether one word is the other with a slip of the keyboard. */
final class Typo {

  private Typo() {}

  /** Returns whether two neighbouring letters are exchanged, or one is doubled, and no more. */
  static boolean isSlip(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int first = firstDifference(a, b);
    if (a.length() == b.length()) {
      return a.length() > 2
          && first + 1 < a.length()
          && a.charAt(first) == b.charAt(first + 1)
          && a.charAt(first + 1) == b.charAt(first)
          && a.regionMatches(first + 2, b, first + 2, a.length() - first - 2);
    }
    var longer = a.length() > b.length() ? a : b;
    return isOneEdit(a, b)
        && first > 0
        && longer.length() > 4
        && longer.charAt(first) == longer.charAt(first - 1);
  }

  /** Returns whether a letter is missing, too many or another, in a word of some length. */
  static boolean isNear(String a, String b) {
    return Math.min(a.length(), b.length()) >= 5 && a.charAt(0) == b.charAt(0) && isOneEdit(a, b);
  }

  private static boolean isOneEdit(String a, String b) {
    int difference = a.length() - b.length();
    if (difference < -1 || difference > 1) {
      return false;
    }
    int first = firstDifference(a, b);
    int inA = first + (difference >= 0 ? 1 : 0);
    int inB = first + (difference <= 0 ? 1 : 0);
    int rest = a.length() - inA;
    return rest == b.length() - inB && rest >= 0 && a.regionMatches(inA, b, inB, rest);
  }

  private static int firstDifference(String a, String b) {
    int end = Math.min(a.length(), b.length());
    int i = 0;
    while (i < end && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }
}
