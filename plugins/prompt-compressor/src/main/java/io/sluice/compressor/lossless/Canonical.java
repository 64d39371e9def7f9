package io.sluice.compressor.lossless;

/**
 * A passage as it is compared with others: without what two copies of one text differ in, line
 * breaks, blanks, invisible characters and the shape of quotes, dashes and ellipses.
 *
 * <p>Every letter, digit and other sign stays, case included: passages that differ in a number, a
 * name or a negation differ here.
 */
final class Canonical {

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private final StringBuilder text = new StringBuilder();

  /** Returns the hash of a stretch; of code as it is written. */
  long hash(String source, int start, int end, boolean exact) {
    read(source, start, end, exact);
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** Returns a stretch as it is compared. */
  String of(String source, int start, int end, boolean exact) {
    read(source, start, end, exact);
    return text.toString();
  }

  private void read(String source, int start, int end, boolean exact) {
    text.setLength(0);
    if (exact) {
      text.append(source, start, end);
      return;
    }
    boolean space = false;
    for (int i = start; i < end; i++) {
      char c = source.charAt(i);
      if (isSpace(c)) {
        space = !text.isEmpty();
      } else if (!isInvisible(c)) {
        if (space) {
          text.append(' ');
          space = false;
        }
        append(c);
      }
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || Character.isWhitespace(c) || c == '\u00a0' || c == '\u202f' || c == '\u2007';
  }

  private static boolean isInvisible(char c) {
    return c == '\u00ad' || c == '\u200b' || c == '\u2060' || c == '\ufeff';
  }

  private void append(char c) {
    switch (c) {
      case '“', '”', '„', '‟' -> text.append('"');
      case '‘', '’', '‚', '‛' -> text.append('\'');
      case '‐', '‑', '–', '—' -> text.append('-');
      case '…' -> text.append("...");
      default -> text.append(c);
    }
  }
}
