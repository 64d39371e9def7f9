package io.sluice.compressor.lossless;

import io.sluice.compressor.json.Json;
import io.sluice.compressor.json.JsonBlocks;
import io.sluice.compressor.json.JsonLines;
import io.sluice.compressor.json.Span;
import io.sluice.compressor.lossless.Segment.Role;
import java.util.ArrayList;
import java.util.List;

/** Takes texts apart into {@link Segment}s. Of one request; not thread-safe. */
final class SegmentReader {

  private final DuplicateMark mark;
  private final Canonical canonical;
  private final List<Segment> found = new ArrayList<>();

  private int number;
  private String text = "";
  private Lines lines = Lines.of("");
  private Role role = Role.PASSAGE;
  private List<Span> json = List.of();
  private int nextJson;

  SegmentReader(DuplicateMark mark, Canonical canonical) {
    this.mark = mark;
    this.canonical = canonical;
  }

  List<Segment> found() {
    return found;
  }

  void read(int draftNumber, Draft draft) {
    number = draftNumber;
    text = draft.text();
    lines = draft.lines();
    // What parses as a whole must parse afterwards.
    boolean data = Json.isValue(text) || !JsonLines.in(text, 0, text.length()).isEmpty();
    role = data ? Role.SOURCE : Role.PASSAGE;
    json = data ? List.of() : JsonBlocks.in(text);
    nextJson = 0;
    int line = 0;
    while (line < lines.count()) {
      int end = line + 1;
      switch (lines.kind(line)) {
        case BLANK -> {}
        case FACTORED -> add(lines.start(line), lines.end(line), Role.BARRIER, true);
        case VERBATIM -> {
          end = endOfVerbatim(line);
          whole(line, end);
        }
        default -> {
          end = endOfBlock(line);
          block(line, end);
        }
      }
      line = end;
    }
  }

  private int endOfVerbatim(int line) {
    int end = line + 1;
    while (end < lines.count() && lines.opener(end) == line) {
      end++;
    }
    return end;
  }

  private int endOfBlock(int line) {
    boolean log = isLog(line);
    int end = line + 1;
    while (end < lines.count() && (isInJson(end) || (isOfBlock(end) && isLog(end) == log))) {
      end++;
    }
    return end;
  }

  private boolean isLog(int line) {
    return lines.is(line, LineKind.PROSE) && LogLine.is(text, lines.start(line), lines.end(line));
  }

  private boolean isOfBlock(int line) {
    return switch (lines.kind(line)) {
      case PROSE, TABLE, INDENTED -> true;
      default -> false;
    };
  }

  /** Returns whether a line begins within JSON. Asked of lines in ascending order. */
  private boolean isInJson(int line) {
    int start = lines.start(line);
    while (nextJson < json.size() && json.get(nextJson).end() <= start) {
      nextJson++;
    }
    return nextJson < json.size() && json.get(nextJson).start() < start;
  }

  private void block(int first, int end) {
    String words =
        text.substring(lines.start(first), Chars.skipBlankBack(text, 0, lines.end(first)));
    if (words.equals("--")) {
      add(lines.start(first), lines.end(end - 1), Role.SIGNATURE, false);
    } else if (mustStayWhole(first, end)) {
      whole(first, end);
    } else {
      for (int line = first; line < end; line++) {
        sentences(lines.start(line), lines.end(line));
      }
    }
  }

  private boolean mustStayWhole(int first, int end) {
    for (int line = first; line < end; line++) {
      if (!lines.is(line, LineKind.PROSE)) {
        return true;
      }
    }
    return hasJson(lines.start(first), lines.end(end - 1)) || isSeparated(first, end);
  }

  private boolean hasJson(int start, int end) {
    int low = 0;
    int high = json.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (json.get(middle).end() <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < json.size() && json.get(low).start() < end;
  }

  /** Returns whether all lines have the same number of commas, semicolons or tabs, as rows have. */
  private boolean isSeparated(int first, int end) {
    for (char separator : new char[] {',', ';', '\t'}) {
      int expected = count(first, separator);
      int line = first;
      while (line < end && expected >= 2 && count(line, separator) == expected) {
        line++;
      }
      if (line == end && end - first >= 3) {
        return true;
      }
    }
    return false;
  }

  private int count(int line, char wanted) {
    int count = 0;
    for (int i = lines.start(line); i < lines.end(line); i++) {
      count += text.charAt(i) == wanted ? 1 : 0;
    }
    return count;
  }

  private void whole(int first, int end) {
    int from = lines.start(first);
    int to = lines.end(end - 1);
    add(from, to, mark.at(text, from, to) >= 0 ? Role.BARRIER : role, isCode(first, end));
  }

  /** Blanks matter. */
  private boolean isCode(int first, int end) {
    for (int line = first; line < end; line++) {
      if (lines.is(line, LineKind.VERBATIM) || lines.is(line, LineKind.INDENTED)) {
        return true;
      }
    }
    return false;
  }

  private void sentences(int start, int end) {
    int mine = mark.at(text, start, end);
    int from = start;
    for (int i = start; i < end; i++) {
      int after = i + 1;
      if (i == mine) {
        int close = text.indexOf(']', i, end);
        if (close < 0) {
          mine = -1;
        } else {
          sentence(from, i);
          after = close + 1;
          add(i, after, Role.BARRIER, false);
          mine = mark.at(text, after, end);
          from = after;
        }
      } else if (endsSentence(i, end)) {
        sentence(from, after);
        from = after;
      }
      i = after - 1;
    }
    sentence(from, end);
  }

  private boolean endsSentence(int i, int end) {
    return switch (text.charAt(i)) {
      case '.', '!', '?', '؟', '।' -> i + 1 == end || isSpace(text.charAt(i + 1));
      case '。', '！', '？' -> true;
      default -> false;
    };
  }

  private static boolean isSpace(char c) {
    return Chars.isBlank(c) || c == '\u00a0' || c == '\u3000';
  }

  private void sentence(int start, int end) {
    int from = Chars.skipBlank(text, start, end);
    int to = Chars.skipBlankBack(text, from, end);
    if (from < to) {
      add(from, to, role, false);
    }
  }

  private void add(int start, int end, Role as, boolean exact) {
    long hash = as == Role.BARRIER ? 0 : canonical.hash(text, start, end, exact);
    found.add(new Segment(number, start, end, hash, as, exact));
  }
}
