package io.sluice.compressor.lossless;

/**
 * A line that may end or begin a page.
 *
 * @param words the line with {@code #} for the page's number
 * @param page the number; -1 where the line is no such line
 */
record Footer(int line, String words, int page) {

  private static final String[] PAGE_WORDS = {
    "page", "seite", "página", "pagina", "стр.", "страница", "صفحة", "पृष्ठ", "第"
  };

  static Footer read(String text, Lines lines, int line) {
    int start = Chars.skipBlank(text, lines.start(line), lines.end(line));
    int end = Chars.skipBlankBack(text, start, lines.end(line));
    if (text.startsWith("- ", start) && text.startsWith(" -", end - 2) && end - start <= 8) {
      return of(text, line, start, end, start + 2, true);
    }
    int number = start;
    while (number < end) {
      int after = Chars.skipDigits(text, number, end);
      if (after > number && followsPageWord(text, start, number)) {
        return of(text, line, start, end, number, false);
      }
      number = after + 1;
    }
    return new Footer(line, "", -1);
  }

  private static boolean followsPageWord(String text, int start, int number) {
    int end = Chars.skipBlankBack(text, start, number);
    // Most numbers follow something else: a sign, or the beginning of the line.
    if (end == start
        || !(text.charAt(end - 1) == '.' || Character.isLetter(text.charAt(end - 1)))) {
      return false;
    }
    for (var word : PAGE_WORDS) {
      int from = end - word.length();
      if (from >= start && text.regionMatches(true, from, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /** A lone "Page 3" may be a heading that others refer to; a footer says more. */
  private static Footer of(String text, int line, int start, int end, int number, boolean dashed) {
    int after = Chars.skipDigits(text, number, Math.min(end, number + 5));
    if (after == number || (!dashed && !isAtEdge(text, start, end, number, after))) {
      return new Footer(line, "", -1);
    }
    String words = text.substring(start, number) + '#' + text.substring(after, end);
    return new Footer(line, words, Integer.parseInt(text, number, after, 10));
  }

  private static boolean isAtEdge(String text, int start, int end, int number, int after) {
    String before = text.substring(start, number).strip();
    String behind = text.substring(after, end).strip();
    boolean heading = "#[*<=".indexOf(before.isEmpty() ? ' ' : before.charAt(0)) >= 0;
    boolean saysMore = before.contains(" ") || startsWithTotal(behind) || behind.length() > 8;
    boolean closes =
        behind.isEmpty() || startsWithTotal(behind) || "|–—·页頁".indexOf(behind.charAt(0)) >= 0;
    return !heading && saysMore && closes;
  }

  private static boolean startsWithTotal(String behind) {
    return behind.startsWith("of ")
        || behind.startsWith("/")
        || behind.startsWith("von ")
        || behind.startsWith("de ")
        || behind.startsWith("из ");
  }
}
