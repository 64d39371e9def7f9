package io.sluice.compressor.lossless;

/**
 * Text without what nobody sees: zero-width spaces, soft hyphens, byte order marks, HTML's entities
 * for no-break spaces.
 *
 * <p>Keeps joiners wherever a script or an emoji needs them, zero-width spaces where a script
 * writes none between words, signs of direction, everything in code, in quotes, and in words that
 * may be identifiers, addresses or numbers.
 */
final class InvisibleStep implements Step.OfOneText {

  private static final String NBSP = "&nbsp;";

  @Override
  public void apply(Draft draft) {
    String text = draft.text();
    boolean entities = text.contains(NBSP);
    var quotes = new Quotes();
    int quotedLine = -1;
    boolean quotedPlain = false;
    int line = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean entity = entities && c == '&' && text.startsWith(NBSP, i);
      if (!entity && !isInvisible(c)) {
        continue;
      }
      var lines = draft.lines();
      while (lines.next(line) <= i && line + 1 < lines.count()) {
        line++;
      }
      if (!lines.is(line, LineKind.PROSE)) {
        continue;
      }
      if (quotedLine != line) {
        quotedLine = line;
        quotedPlain = quotes.read(text, lines.start(line), lines.end(line));
      }
      if (!quotedPlain || quotes.touch(i, i + 1)) {
        continue;
      }
      if (entity) {
        i = space(draft, i, lines.start(line), lines.end(line)) - 1;
      } else if (isNoise(text, i) && isInPlainWord(text, i, lines.start(line), lines.end(line))) {
        draft.delete(i, i + 1);
      }
    }
  }

  private static boolean isInvisible(char c) {
    return c == '\u00ad' || (c >= '\u200b' && c <= '\u200d') || c == '\u2060' || c == '\ufeff';
  }

  /** Makes one space of a run of spaces and entities; returns where the run ends. */
  private static int space(Draft draft, int at, int lineStart, int lineEnd) {
    String text = draft.text();
    int start = Chars.skipBlankBack(text, lineStart, at);
    int end = at;
    while (end < lineEnd) {
      if (text.startsWith(NBSP, end)) {
        end += NBSP.length();
      } else if (text.charAt(end) == ' ') {
        end++;
      } else {
        break;
      }
    }
    boolean joins = start > lineStart && end < lineEnd;
    boolean number =
        joins && Chars.isDigit(text.charAt(start - 1)) && Chars.isDigit(text.charAt(end));
    if (joins && !number) {
      draft.replace(start, end, " ");
    }
    return Math.max(end, at + 1);
  }

  private static boolean isNoise(String text, int i) {
    char c = text.charAt(i);
    char before = i == 0 ? '\n' : text.charAt(i - 1);
    char after = i + 1 == text.length() ? '\n' : text.charAt(i + 1);
    return switch (c) {
      case '\u00ad', '\u2060' -> isWestern(before) && isWestern(after);
      case '\u200b', '\u200c', '\u200d' ->
          (isWestern(before) && isPlain(after)) || (isPlain(before) && isWestern(after));
      default -> i == 0 || (isPlain(before) && isWestern(after));
    };
  }

  /** A letter of a script that needs no joiner and writes spaces between its words. */
  private static boolean isWestern(char c) {
    boolean latin = c < 0x250;
    boolean greekOrCyrillic = c >= 0x370 && c < 0x530;
    return (latin || greekOrCyrillic) && Character.isLetter(c);
  }

  private static boolean isPlain(char c) {
    return isWestern(c) || Chars.isBlank(c) || c == '\n' || c == '\r';
  }

  private static boolean isInPlainWord(String text, int at, int lineStart, int lineEnd) {
    // A word longer than this on one side is none.
    int reach = 64;
    int from = Math.max(lineStart, at - reach);
    int to = Math.min(lineEnd, at + reach);
    for (int i = at - 1; i >= from && !Chars.isBlank(text.charAt(i)); i--) {
      if (!isOfWord(text.charAt(i))) {
        return false;
      }
    }
    for (int i = at + 1; i < to && !Chars.isBlank(text.charAt(i)); i++) {
      if (!isOfWord(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetter(c) || isInvisible(c) || ",.;:!?()-’'\"".indexOf(c) >= 0;
  }
}
