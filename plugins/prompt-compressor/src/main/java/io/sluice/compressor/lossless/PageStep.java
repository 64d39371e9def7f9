package io.sluice.compressor.lossless;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Documents without the headers and footers that a printer repeated on each page.
 *
 * <p>Found by footers: at least {@value #MINIMUM} lines that are the same but for a page number
 * which counts up by one, a page's length apart. The first footer stays, and so does the first of
 * the lines beside footers that are the same on at least as many pages. Lost are the later page
 * numbers.
 */
final class PageStep implements Step.OfOneText {

  private static final int MINIMUM = 3;

  /** A page has at least so many characters. */
  private static final int PAGE = 300;

  /** A header or footer has at most so many. */
  private static final int LONGEST = 120;

  /** Lines that are not blank, to look for headers, from a footer on. */
  private static final int REACH = 2;

  @Override
  public void apply(Draft draft) {
    var lines = draft.lines();
    var sequences = new LinkedHashMap<String, List<Footer>>();
    for (int line = 0; line < lines.count(); line++) {
      if (isShortLine(lines, line)) {
        var footer = Footer.read(draft.text(), lines, line);
        if (footer.page() >= 0) {
          sequences.computeIfAbsent(footer.words(), words -> new ArrayList<>()).add(footer);
        }
      }
    }
    var gone = new TreeSet<Integer>();
    for (var sequence : sequences.values()) {
      for (var pages : runs(lines, sequence)) {
        pages.stream().skip(1).map(Footer::line).forEach(gone::add);
        gone.addAll(repeatedBeside(draft, pages));
      }
    }
    for (int line : gone) {
      draft.delete(lines.start(line), lines.next(line));
    }
  }

  private static boolean isShortLine(Lines lines, int line) {
    return (lines.is(line, LineKind.PROSE) || lines.is(line, LineKind.INDENTED))
        && lines.end(line) - lines.start(line) <= LONGEST;
  }

  /** Returns the parts of a sequence that count up by one, a page apart. */
  private static List<List<Footer>> runs(Lines lines, List<Footer> sequence) {
    var runs = new ArrayList<List<Footer>>();
    var run = new ArrayList<Footer>();
    for (var footer : sequence) {
      boolean follows =
          !run.isEmpty()
              && footer.page() == run.getLast().page() + 1
              && lines.start(footer.line()) - lines.end(run.getLast().line()) >= PAGE;
      if (!follows) {
        run = new ArrayList<>();
        runs.add(run);
      }
      run.add(footer);
    }
    runs.removeIf(pages -> pages.size() < MINIMUM);
    return runs;
  }

  private static List<Integer> repeatedBeside(Draft draft, List<Footer> pages) {
    var gone = new ArrayList<Integer>();
    for (int direction = -1; direction <= 1; direction += 2) {
      for (int distance = 1; distance <= REACH; distance++) {
        Map<String, List<Integer>> same = new HashMap<>();
        for (var page : pages) {
          int line = beside(draft.lines(), page.line(), direction, distance);
          if (line >= 0) {
            var words =
                draft.text().substring(draft.lines().start(line), draft.lines().end(line)).strip();
            same.computeIfAbsent(words, key -> new ArrayList<>()).add(line);
          }
        }
        for (var lines : same.values()) {
          if (lines.size() >= MINIMUM) {
            gone.addAll(lines.subList(1, lines.size()));
          }
        }
      }
    }
    return gone;
  }

  /** Returns the line that stands so many lines with words from another, or -1. */
  private static int beside(Lines lines, int from, int direction, int distance) {
    int left = distance;
    int line = from + direction;
    while (line >= 0 && line < lines.count()) {
      if (!lines.is(line, LineKind.BLANK) && --left == 0) {
        return isShortLine(lines, line) ? line : -1;
      }
      line += direction;
    }
    return -1;
  }
}
