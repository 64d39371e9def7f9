package io.sluice.compressor.layout;

import java.util.Locale;
import java.util.Set;

/**
 * Lines that tell of what follows: the title and source of a document, the head of an e-mail.
 *
 * <p>They begin a document, or belong to the one that just began.
 */
final class Fields implements Block {

  private static final Set<String> FIRST =
      Set.of(
          """
          title source url from subject file filename path link document doc date id author
          to sent titel quelle von título fuente 标题 来源 заголовок источник العنوان المصدر
          शीर्षक स्रोत\
          """
              .split("\\s+", -1));

  private static final Set<String> FURTHER =
      Set.of(
          """
          cc bcc reply-to score page section chapter published type language tags category
          message-id similarity chunk index doc_id document_id metadata betreff datum an
          fecha 日期 作者 дата\
          """
              .split("\\s+", -1));

  private static final Set<String> LABELS =
      Set.of(
          """
          content contents text body passage snippet abstract excerpt page_content inhalt
          contenido texto 内容 正文 текст النص पाठ\
          """
              .split("\\s+", -1));

  private static final int LONGEST_KEY = 16;
  private static final int LONGEST = 200;

  static boolean isKey(String lower) {
    return FIRST.contains(lower) || FURTHER.contains(lower) || LABELS.contains(lower);
  }

  /** Returns where the label of a document's text ends, that stands below its fields, or 0. */
  static int labelEnd(Lines lines, int line) {
    int colon = colon(lines, line, lines.first(line));
    return colon > 0 && isIn(LABELS, lines, lines.first(line), colon) ? colon + 1 : 0;
  }

  /** Returns whether the rest of a line behind a document's number is its title or the like. */
  static boolean isField(Lines lines, int line, int from) {
    int first = Space.skip(lines.text(), from, lines.end(line));
    int colon = colon(lines, line, first);
    return colon > 0 && lines.length(line) <= LONGEST && isIn(FIRST, lines, first, colon);
  }

  @Override
  public boolean begins(Page page, int line) {
    var lines = page.lines();
    int colon = colon(lines, line, lines.first(line));
    if (colon == 0 || !isIn(FIRST, lines, lines.first(line), colon) || !isField(lines, line)) {
      return false;
    }
    boolean fresh =
        line == 0
            || lines.isBlank(line - 1)
            || lines.role(line - 1) != Role.PLAIN
            || page.isSeparator(line - 1);
    int last = last(lines, line);
    int next = last + 1;
    while (next < lines.count() && lines.isBlank(next)) {
      next++;
    }
    return fresh && next < lines.count() && next <= last + 2;
  }

  @Override
  public boolean interrupts() {
    return false;
  }

  @Override
  public int draw(Page page, int line) {
    var lines = page.lines();
    int last = last(lines, line);
    int start = lines.start(line);
    int end = lines.end(last);
    var says = page.text().substring(lines.first(line), end).replace('\n', ' ');
    if (page.sections().isDocument() && !page.sketch().hasUnits()) {
      page.sketch().frame(start, end);
      page.sketch().heading(says);
    } else {
      page.sketch().passage();
      page.sections().begin(Sections.DOCUMENT, start, end, says);
    }
    return last + 1;
  }

  private static int last(Lines lines, int line) {
    int last = line;
    while (last + 1 < lines.count() && lines.isPlain(last + 1) && isField(lines, last + 1)) {
      last++;
    }
    return last;
  }

  static boolean isField(Lines lines, int line) {
    int colon = colon(lines, line, lines.first(line));
    return colon > 0
        && lines.length(line) <= LONGEST
        && (isIn(FIRST, lines, lines.first(line), colon)
            || isIn(FURTHER, lines, lines.first(line), colon));
  }

  private static boolean isIn(Set<String> keys, Lines lines, int first, int colon) {
    return keys.contains(lines.text().substring(first, colon).toLowerCase(Locale.ROOT));
  }

  /** Returns where the colon stands behind a short word, or 0. */
  private static int colon(Lines lines, int line, int first) {
    int end = Math.min(lines.end(line), first + LONGEST_KEY + 1);
    for (int at = first; at < end; at++) {
      char c = lines.text().charAt(at);
      if (c == ':' || c == '：') {
        return at;
      }
      if (Space.is(c)) {
        return 0;
      }
    }
    return 0;
  }
}
