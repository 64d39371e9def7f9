package io.sluice.compressor.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of a text with documents is no document, but what is asked about them: it stays.
 *
 * <p>The few lines before the first document and behind the last tag, what is between tags such as
 * {@code <question>}, and paragraphs that begin with a word such as {@code Question:}.
 */
final class Asked {

  /** In characters; what is longer before or behind the documents is a document itself. */
  private static final int LONGEST = 800;

  private static final Set<String> TAGS =
      Set.of("question", "query", "instruction", "instructions", "task", "rules");

  private static final Set<String> DOCUMENTS =
      Set.of(
          """
          document documents doc docs context contexts passage passages source sources article
          articles chunk chunks result results search_results data text file files transcript
          conversation page pages content record records excerpt excerpts\
          """
              .split("\\s+", -1));

  private static final Set<String> LABELS =
      Set.of(
          """
          question query answer instruction instructions task frage antwort aufgabe pregunta
          respuesta tarea 问题 问 答案 回答 任务 指令 вопрос ответ задание السؤال الجواب الإجابة
          प्रश्न उत्तर\
          """
              .split("\\s+", -1));

  private static final int LONGEST_LABEL = 14;

  private final Lines lines;
  private final List<Region> regions = new ArrayList<>();

  /** Lines that begin a paragraph of this kind: documents end before them. */
  private final BitSet beginnings = new BitSet();

  private int firstDocument = -1;
  private int lastClosed = -1;

  Asked(Lines lines) {
    this.lines = lines;
    for (int line = 0; line < lines.count(); line++) {
      var role = lines.role(line);
      if (firstDocument < 0
          && (role == Role.DOCUMENT || (role == Role.OPEN_TAG && isIn(DOCUMENTS, line, 1)))) {
        firstDocument = line;
      }
      if (role == Role.CLOSE_TAG && isIn(DOCUMENTS, line, 2)) {
        lastClosed = line;
      }
    }
    add();
  }

  /** Returns what stays, ascending. */
  List<Region> regions() {
    return regions;
  }

  /** Returns whether a line begins a question or the like. */
  boolean isBeginning(int line) {
    return beginnings.get(line);
  }

  private void add() {
    int line = 0;
    if (firstDocument > 0 && lines.start(firstDocument) <= LONGEST) {
      add(0, firstDocument);
      line = firstDocument;
    }
    int last = lines.count() - 1;
    int behind = lastClosed + 1;
    boolean apart =
        lastClosed >= 0 && behind <= last && lines.end(last) - lines.start(behind) <= LONGEST;
    while (line <= (apart ? lastClosed : last)) {
      if (lines.role(line) == Role.OPEN_TAG && isIn(TAGS, line, 1)) {
        int end = closing(line);
        add(line, end);
        line = end;
      } else if (lines.isPlain(line) && isLabelled(line)) {
        int end = line + 1;
        while (end <= last && lines.isPlain(end)) {
          end++;
        }
        beginnings.set(line);
        add(line, end);
        line = end;
      } else {
        line++;
      }
    }
    if (apart && line <= last) {
      add(Math.max(line, behind), last + 1);
    }
  }

  private void add(int from, int to) {
    int start = lines.start(from);
    int end = lines.end(to - 1);
    if (start < end) {
      regions.add(Region.required(start, end));
    }
  }

  /** Returns whether the name of a tag, which begins behind some signs, is one of these. */
  private boolean isIn(Set<String> names, int line, int signs) {
    var text = lines.text();
    int at = lines.first(line) + signs;
    int end = at;
    while (end < lines.end(line)
        && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return names.contains(text.substring(at, end).toLowerCase(Locale.ROOT));
  }

  /** Returns the line behind the tag that closes another; there is one. */
  private int closing(int open) {
    int depth = 0;
    for (int line = open; line < lines.count(); line++) {
      depth += lines.role(line) == Role.OPEN_TAG ? 1 : 0;
      depth -= lines.role(line) == Role.CLOSE_TAG ? 1 : 0;
      if (depth == 0) {
        return line + 1;
      }
    }
    return lines.count();
  }

  private boolean isLabelled(int line) {
    var text = lines.text();
    int first = lines.first(line);
    int end = Math.min(lines.end(line), first + LONGEST_LABEL);
    for (int at = first; at < end; at++) {
      char c = text.charAt(at);
      if (c == ':' || c == '：') {
        return LABELS.contains(text.substring(first, at).toLowerCase(Locale.ROOT));
      }
      if (Space.is(c)) {
        return false;
      }
    }
    return false;
  }
}
