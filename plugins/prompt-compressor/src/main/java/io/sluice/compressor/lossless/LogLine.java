package io.sluice.compressor.lossless;

import java.util.Set;

/** What a line of a log begins with: a time, an address, a level. */
final class LogLine {

  /** Digits as {@code d}, letters as {@code a}, anything else as itself. */
  private static final String[] BEGINNINGS = {
    "dddd-dd-dd",
    "dddd/dd/dd",
    "dd:dd:dd",
    "d:dd:dd",
    "aaa dd dd:dd",
    "aaa  d dd:dd",
    "aaa d dd:dd",
    "dd/aaa/dddd",
    "d.d.d.d ",
    "dddddddddd "
  };

  private static final Set<String> LEVELS =
      Set.of(
          "TRACE",
          "DEBUG",
          "INFO",
          "NOTICE",
          "WARN",
          "WARNING",
          "ERROR",
          "FATAL",
          "CRITICAL",
          "SEVERE");

  private LogLine() {}

  static boolean is(String text, int start, int end) {
    int first = start < end && text.charAt(start) == '[' ? start + 1 : start;
    for (var beginning : BEGINNINGS) {
      if (matches(text, first, end, beginning)) {
        return true;
      }
    }
    int after = first;
    while (after < end && after - first < 9 && isUpper(text.charAt(after))) {
      after++;
    }
    return after - first >= 4 && LEVELS.contains(text.substring(first, after));
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean matches(String text, int from, int end, String pattern) {
    boolean address = pattern.startsWith("d.");
    int i = from;
    for (int at = 0; at < pattern.length(); at++) {
      if (i >= end) {
        return false;
      }
      char c = text.charAt(i);
      boolean same =
          switch (pattern.charAt(at)) {
            case 'd' -> Chars.isDigit(c);
            case 'a' -> Character.isLetter(c);
            default -> c == pattern.charAt(at);
          };
      if (!same) {
        return false;
      }
      i = address && Chars.isDigit(c) ? Chars.skipDigits(text, i, end) : i + 1;
    }
    return true;
  }
}
