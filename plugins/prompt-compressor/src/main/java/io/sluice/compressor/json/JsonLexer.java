package io.sluice.compressor.json;

/** The words of RFC 8259, each read from an index on; -1 where there is none. */
final class JsonLexer {

  private static final String[] LITERALS = {"true", "false", "null"};

  private JsonLexer() {}

  static int skipBlank(String text, int from, int limit) {
    int i = from;
    while (i < limit && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Returns the index after the string whose opening quote stands at {@code from}. */
  static int string(String text, int from, int limit) {
    int i = from + 1;
    while (i < limit) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c < ' ') {
        return -1;
      }
      if (c == '\\') {
        i = escape(text, i, limit);
        if (i < 0) {
          return -1;
        }
      } else {
        i++;
      }
    }
    return -1;
  }

  private static int escape(String text, int from, int limit) {
    if (from + 1 >= limit) {
      return -1;
    }
    return switch (text.charAt(from + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 2;
      case 'u' -> hex(text, from + 2, limit);
      default -> -1;
    };
  }

  private static int hex(String text, int from, int limit) {
    int end = from + 4;
    if (end > limit) {
      return -1;
    }
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
        return -1;
      }
    }
    return end;
  }

  static int number(String text, int from, int limit) {
    int i = from < limit && text.charAt(from) == '-' ? from + 1 : from;
    int whole = digits(text, i, limit);
    if (whole < 0 || (text.charAt(i) == '0' && whole > i + 1)) {
      return -1;
    }
    i = whole;
    if (i < limit && text.charAt(i) == '.') {
      i = digits(text, i + 1, limit);
      if (i < 0) {
        return -1;
      }
    }
    if (i < limit && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < limit && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      i = digits(text, i, limit);
    }
    return i;
  }

  private static int digits(String text, int from, int limit) {
    int i = from;
    while (i < limit && isDigit(text.charAt(i))) {
      i++;
    }
    return i == from ? -1 : i;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static int literal(String text, int from, int limit) {
    for (var word : LITERALS) {
      if (from + word.length() <= limit && text.startsWith(word, from)) {
        return from + word.length();
      }
    }
    return -1;
  }
}
