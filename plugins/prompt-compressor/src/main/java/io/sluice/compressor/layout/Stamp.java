package io.sluice.compressor.layout;

/** A time or date at the beginning of a line: {@code [10:32]}, {@code 2026-01-31T10:32:05.123Z}. */
final class Stamp {

  private static final int LONGEST = 40;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private Stamp() {}

  /** Returns the index behind it and its brackets, or 0 where there is none. */
  static int end(String text, int from, int to) {
    if (from >= to) {
      return 0;
    }
    char first = text.charAt(from);
    if (first == '[' || first == '(') {
      char close = first == '[' ? ']' : ')';
      int end = bare(text, from + 1, to);
      return end > 0 && end < to && text.charAt(end) == close ? end + 1 : 0;
    }
    return bare(text, from, to);
  }

  private static int bare(String text, int from, int to) {
    int limit = Math.min(to, from + LONGEST);
    int at = month(text, from, limit);
    if (at == from && (at >= limit || !Character.isDigit(text.charAt(at)))) {
      return 0;
    }
    int colons = 0;
    int dashes = 0;
    int last = at;
    while (at < limit) {
      char c = text.charAt(at);
      if (Character.isDigit(c)) {
        last = at + 1;
      } else if (c == ':') {
        colons += at > from && at + 1 < limit && Character.isDigit(text.charAt(at + 1)) ? 1 : 0;
      } else if (c == '-' || c == '/') {
        dashes++;
      } else if (isHalf(text, at, limit)) {
        return colons > 0 ? at + 2 : 0;
      } else if (c == 'Z') {
        return colons > 0 ? at + 1 : 0;
      } else if (c != 'T' && c != '.' && c != ',' && c != ' ' && c != '+') {
        break;
      }
      at++;
    }
    return colons > 0 || dashes == 2 ? last : 0;
  }

  /** {@code Jan 31} of syslog. */
  private static int month(String text, int from, int limit) {
    if (from + 4 >= limit || text.charAt(from + 3) != ' ') {
      return from;
    }
    int at = MONTHS.indexOf(text.substring(from, from + 3));
    return at >= 0 && at % 3 == 0 ? from + 4 : from;
  }

  private static boolean isHalf(String text, int at, int limit) {
    return at + 1 < limit
        && (text.charAt(at) == 'A'
            || text.charAt(at) == 'P'
            || text.charAt(at) == 'a'
            || text.charAt(at) == 'p')
        && (text.charAt(at + 1) == 'M' || text.charAt(at + 1) == 'm');
  }
}
