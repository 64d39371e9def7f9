package io.sluice.exchange;

/** How a body is written. */
public enum Form {
  /** There is none. */
  EMPTY,
  /** A JSON object in UTF-8. */
  JSON_OBJECT,
  /**
   * Meant to be JSON, but not well-formed, or in UTF-16 or UTF-32, which some providers read and
   * this gateway does not.
   */
  UNREADABLE,
  /** Anything else: a form with files, a list. */
  OTHER;

  /**
   * Returns the form that the first bytes show; a JSON object may yet turn out to be unreadable.
   */
  static Form of(byte[] body) {
    int from = startsWithUtf8Mark(body) ? 3 : 0;
    boolean otherMark = startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE);
    int first = from;
    int zeros = 0;
    while (first < body.length && (isSpace(body[first]) || body[first] == 0)) {
      zeros += body[first] == 0 ? 1 : 0;
      first++;
    }
    if (otherMark || startsWith(body, 0, 0, 0xFE, 0xFF)) {
      return UNREADABLE;
    }
    if (first == body.length) {
      return body.length == 0 ? EMPTY : OTHER;
    }
    if (body[first] != '{') {
      return OTHER;
    }
    boolean wide = zeros > 0 || (first + 1 < body.length && body[first + 1] == 0);
    return wide || first + 1 == body.length ? UNREADABLE : JSON_OBJECT;
  }

  private static boolean isSpace(byte letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
  }

  /** Python's and other providers' readers skip the mark, and so does the parser. */
  private static boolean startsWithUtf8Mark(byte[] body) {
    return startsWith(body, 0xEF, 0xBB, 0xBF);
  }

  private static boolean startsWith(byte[] body, int... letters) {
    if (body.length < letters.length) {
      return false;
    }
    for (int i = 0; i < letters.length; i++) {
      if ((body[i] & 0xFF) != letters[i]) {
        return false;
      }
    }
    return true;
  }
}
