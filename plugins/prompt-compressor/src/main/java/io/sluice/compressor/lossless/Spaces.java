package io.sluice.compressor.lossless;

/** The blanks within the lines of a text. */
final class Spaces {

  /** Signs that code has more often than prose. */
  private static final String OF_CODE = "{}=;|\\│─┼+<>\t";

  private final Draft draft;
  private final String text;
  private final Lines lines;
  private final Quotes quotes = new Quotes();

  Spaces(Draft draft) {
    this.draft = draft;
    this.text = draft.text();
    this.lines = draft.lines();
  }

  /** Shrinks what can be shrunk in lines that no blank one parts. */
  void paragraph(int first, int end) {
    if (!mayShrink(first, end) || !isBalanced(first, end)) {
      return;
    }
    for (int line = first; line < end; line++) {
      if (lines.is(line, LineKind.PROSE)) {
        boolean last = line + 1 == end;
        within(line, first, end);
        trailing(line, last);
      }
    }
  }

  private boolean mayShrink(int first, int end) {
    for (int line = first; line < end; line++) {
      int lineEnd = lines.end(line);
      if (lineEnd > lines.start(line) && Chars.isBlank(text.charAt(lineEnd - 1))) {
        return true;
      }
    }
    return text.substring(lines.start(first), lines.end(end - 1)).contains("  ");
  }

  private boolean isBalanced(int first, int end) {
    for (int line = first; line < end; line++) {
      if (lines.is(line, LineKind.PROSE)
          && !quotes.read(text, lines.start(line), lines.end(line))) {
        return false;
      }
    }
    return true;
  }

  private void trailing(int line, boolean last) {
    int end = lines.end(line);
    int from = Chars.skipBlankBack(text, lines.start(line), end);
    boolean edge = end == text.length();
    boolean hardBreak = !last && text.startsWith("  ", from) && from + 2 <= end;
    if (!edge && from < end) {
      draft.delete(hardBreak ? from + 2 : from, end);
    }
  }

  private void within(int line, int first, int end) {
    int start = afterMarker(line);
    int run = nextRun(start, line);
    if (run < 0 || isIndented(line) || looksLikeCode(line) || isColumns(line, first, end)) {
      return;
    }
    quotes.read(text, lines.start(line), lines.end(line));
    while (run >= 0) {
      int after = Chars.skip(text, run, lines.end(line), ' ');
      if (!quotes.touch(run, after)) {
        draft.delete(run + 1, after);
      }
      run = nextRun(after, line);
    }
  }

  /** Data in YAML is, and so is much other code. */
  private boolean isIndented(int line) {
    return Chars.isBlank(text.charAt(lines.start(line)));
  }

  /** Returns the index after the indentation and the sign of an item with the blanks after it. */
  private int afterMarker(int line) {
    int end = lines.end(line);
    int i = Chars.skipBlank(text, lines.start(line), end);
    int word = i;
    while (word < end && !Chars.isBlank(text.charAt(word)) && word - i < 5) {
      word++;
    }
    boolean marker =
        word > i
            && (word - i == 1 || ".):".indexOf(text.charAt(word - 1)) >= 0)
            && !Character.isLetter(text.charAt(word - 1));
    return marker ? Chars.skipBlank(text, word, end) : i;
  }

  /** Returns where the next run of at least two spaces begins that does not end the line, or -1. */
  private int nextRun(int from, int line) {
    int end = Chars.skipBlankBack(text, lines.start(line), lines.end(line));
    for (int i = from; i + 1 < end; i++) {
      if (text.charAt(i) == ' ' && text.charAt(i + 1) == ' ') {
        return i;
      }
    }
    return -1;
  }

  private boolean looksLikeCode(int line) {
    int end = Chars.skipBlankBack(text, lines.start(line), lines.end(line));
    for (int i = lines.start(line); i < end; i++) {
      if (OF_CODE.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isColumns(int line, int first, int end) {
    return (line > first && meet(line, line - 1)) || (line + 1 < end && meet(line, line + 1));
  }

  private int endOfWord(int from, int line) {
    int space = text.indexOf(' ', from, lines.end(line));
    return space < 0 ? Chars.skipBlankBack(text, from, lines.end(line)) : space;
  }

  /** Returns whether runs of two lines, or the words after them, end or begin in one column. */
  private boolean meet(int line, int other) {
    if (!lines.is(other, LineKind.PROSE)) {
      return false;
    }
    int mine = nextRun(lines.start(line), line);
    int theirs = nextRun(lines.start(other), other);
    while (mine >= 0 && theirs >= 0) {
      int mineEnd = Chars.skip(text, mine, lines.end(line), ' ');
      int theirsEnd = Chars.skip(text, theirs, lines.end(other), ' ');
      int from = mine - lines.start(line);
      int to = mineEnd - lines.start(line);
      int otherFrom = theirs - lines.start(other);
      int otherTo = theirsEnd - lines.start(other);
      boolean right =
          endOfWord(mineEnd, line) - lines.start(line)
              == endOfWord(theirsEnd, other) - lines.start(other);
      if (from == otherFrom || to == otherTo || right) {
        return true;
      }
      if (to < otherTo) {
        mine = nextRun(mineEnd, line);
      } else {
        theirs = nextRun(theirsEnd, other);
      }
    }
    return false;
  }
}
