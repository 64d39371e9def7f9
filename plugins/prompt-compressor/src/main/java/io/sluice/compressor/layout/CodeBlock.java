package io.sluice.compressor.layout;

import java.util.List;

/** Code without a fence: lines that are set in, or that look like code. It stays whole. */
final class CodeBlock implements Block {

  private static final int SET_IN = 4;

  /** Words that begin a line of code. */
  private static final List<String> SURE =
      List.of(
          "import ",
          "package ",
          "#include",
          "#define",
          "//",
          "/*",
          "return ",
          "SELECT ",
          "INSERT ",
          "UPDATE ",
          "CREATE ",
          "WHERE ",
          "FROM ",
          "@Override");

  /** Words that do, if the line has a bracket, an equals sign or a colon, too. */
  private static final List<String> LIKELY =
      List.of(
          "from ",
          "def ",
          "class ",
          "public ",
          "private ",
          "protected ",
          "static ",
          "const ",
          "let ",
          "var ",
          "function ",
          "func ",
          "fn ",
          "if ",
          "for ",
          "while ",
          "else",
          "try",
          "except",
          "catch",
          "using ",
          "elif ",
          "async ",
          "await ",
          "struct ",
          "switch ",
          "@",
          "$ ");

  @Override
  public boolean begins(Page page, int line) {
    var lines = page.lines();
    boolean apart = line == 0 || !lines.isPlain(line - 1);
    return apart && isCode(page, line) && looksLikeCode(page, line, end(page, line));
  }

  @Override
  public boolean interrupts() {
    return false;
  }

  @Override
  public int draw(Page page, int line) {
    int behind = end(page, line);
    // A blank line within code has code on both sides.
    int next = behind;
    while (next < page.lines().count()) {
      while (next < page.lines().count() && page.lines().isBlank(next)) {
        next++;
      }
      if (next == behind
          || next == page.lines().count()
          || !page.lines().isPlain(next)
          || !(isSetIn(page.lines(), next) || isCode(page, next))
          || !looksLikeCode(page, next, end(page, next))) {
        break;
      }
      behind = end(page, next);
      next = behind;
    }
    page.sketch().paragraph();
    page.sketch().unit(page.lines().start(line), page.lines().end(behind - 1), true);
    page.sketch().paragraph();
    return behind;
  }

  private static int end(Page page, int line) {
    int behind = line + 1;
    while (behind < page.lines().count() && page.lines().isPlain(behind)) {
      behind++;
    }
    return behind;
  }

  /** More than half of the lines, and at least two. */
  private static boolean looksLikeCode(Page page, int line, int behind) {
    int code = 0;
    for (int at = line; at < behind; at++) {
      code += isCode(page, at) ? 1 : 0;
    }
    boolean alone = code == 1 && behind == line + 1 && isSetIn(page.lines(), line);
    return alone || (code >= 2 && 2 * code > behind - line);
  }

  private static boolean isSetIn(Lines lines, int line) {
    return lines.first(line) > lines.start(line) && lines.indent(line) >= SET_IN;
  }

  private static boolean isCode(Page page, int line) {
    var lines = page.lines();
    char tail = lines.tail(line);
    if (";{}\\".indexOf(tail) >= 0 || lines.head(line) == '}' || isOneOf(SURE, lines, line)) {
      return true;
    }
    int bracket = page.text().indexOf('(', lines.first(line), lines.end(line));
    int equals = page.text().indexOf('=', lines.first(line), lines.end(line));
    if (isOneOf(LIKELY, lines, line)) {
      return bracket > 0 || equals > 0 || tail == ':' || tail == ')';
    }
    boolean call =
        bracket > lines.first(line) && tail == ')' && page.text().charAt(bracket - 1) != ' ';
    boolean assigned = equals > 0 && page.text().startsWith(" = ", equals - 1);
    return call || (assigned && isSetIn(lines, line));
  }

  private static boolean isOneOf(List<String> words, Lines lines, int line) {
    for (var word : words) {
      if (lines.startsWith(line, word)) {
        return true;
      }
    }
    return false;
  }
}
