package io.sluice.compressor.layout;

import io.sluice.compressor.text.Sentences;

/** A paragraph of sentences, written in one line or several. */
final class Prose {

  /** From this length on, in characters, a line is taken for one that was broken to fit. */
  private static final int FULL_LINE = 50;

  /** What is said at a time is one unit up to this length, in characters. */
  private static final int SHORT_TURN = 200;

  /** Two on a line open and close; what is between must not begin a line of its own. */
  private static final String FENCE = "```";

  private Prose() {}

  /** Draws what is said behind a speaker's name as one unit while it is short. */
  static int drawTurn(Page page, int line) {
    int behind = behind(page, line);
    int start = page.lines().start(line);
    int end = page.lines().end(behind - 1);
    if (end - start > SHORT_TURN
        || page.lines().tail(behind - 1) == ':'
        || page.sketch().guarded().touches(start, end)) {
      return draw(page, line);
    }
    page.sketch().unit(start, end);
    return behind;
  }

  /** Draws the paragraph that begins at a line, and returns the line behind it. */
  static int draw(Page page, int line) {
    int behind = behind(page, line);
    if (page.lines().role(line) == Role.PLAIN) {
      page.sketch().paragraph();
    }
    char tail = page.lines().tail(behind - 1);
    int introduced = tail == ':' || tail == '：' ? page.introduced(behind) : 0;
    draw(page, line, behind, introduced > 0);
    if (introduced == 0) {
      return behind;
    }
    int after = page.drawIntroduced(introduced);
    page.sketch().close();
    return after;
  }

  private static int behind(Page page, int line) {
    int behind = line + 1;
    while (page.goesOn(behind)) {
      behind++;
    }
    return behind;
  }

  /**
   * Draws the sentences of some lines.
   *
   * @param introduces whether the last one opens a group
   */
  private static void draw(Page page, int line, int behind, boolean introduces) {
    var lines = page.lines();
    int from = line;
    for (int at = line; at < behind; at++) {
      if (at + 1 == behind || isBroken(page, at)) {
        sentences(page, lines.start(from), lines.end(at), introduces && at + 1 == behind);
        from = at + 1;
      }
    }
  }

  /** Returns whether a line's break is more than one made to fit the width. */
  private static boolean isBroken(Page page, int line) {
    var lines = page.lines();
    char next = lines.head(line + 1);
    if (Character.isLowerCase(next)) {
      return false;
    }
    return lines.length(line) < FULL_LINE || ".!?:。！？।؟…".indexOf(lines.tail(line)) >= 0;
  }

  /** Draws the sentences of a stretch; what must stay is set apart from what need not. */
  static void sentences(Page page, int from, int to) {
    sentences(page, from, to, false);
  }

  private static void sentences(Page page, int from, int to, boolean introduces) {
    var text = page.text();
    int at = from;
    while (at < to) {
      int edge = page.sketch().guarded().nextEdge(at, to);
      int end = Space.trim(text, at, edge);
      boolean fenced = text.indexOf(FENCE, at, end) >= 0;
      int start = at;
      for (int behind : fenced ? new int[] {end} : Sentences.ends(text, at, end)) {
        // The indentation of a line belongs to it, the space between sentences to neither.
        int first = start == from ? from : Space.skip(text, start, end);
        int last = Space.trim(text, start, behind);
        if (introduces && behind == to) {
          page.sketch().openUnit(first, last, text.substring(first, last).strip());
        } else {
          page.sketch().unit(first, last);
        }
        start = behind;
      }
      at = edge;
    }
  }
}
