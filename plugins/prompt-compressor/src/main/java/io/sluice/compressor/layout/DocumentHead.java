package io.sluice.compressor.layout;

import java.util.Locale;
import java.util.Set;

/**
 * How a numbered document begins: {@code Document [3](Title: Java)}, {@code [3]}, {@code Doc 3:}.
 */
final class DocumentHead {

  private static final Set<String> WORDS =
      Set.of(
          """
          document doc passage source context article chunk result snippet reference
          excerpt dokument documento quelle fuente документ 文档 文件 资料 段落 مستند दस्तावेज़\
          """
              .split("\\s+", -1));

  /** The longest of the words. */
  private static final int LONGEST_WORD = 12;

  /** A title that follows the number on its line ends with the line, and is no longer than this. */
  private static final int LONGEST_TITLE = 100;

  private static final int MOST_DIGITS = 4;

  private DocumentHead() {}

  /** Returns whether bracketed numbers begin two lines at least. */
  static boolean areNumbered(Lines lines) {
    int count = 0;
    for (int line = 0; line < lines.count() && count < 2; line++) {
      if (lines.isPlain(line) && lines.head(line) == '[' && numbered(lines, line) > 0) {
        count++;
      }
    }
    return count == 2;
  }

  /**
   * Returns where the head of the document ends that begins a line, or 0.
   *
   * @param numbered whether a bracketed number will do
   */
  static int end(Lines lines, int line, boolean numbered) {
    int end = numbered && lines.head(line) == '[' ? numbered(lines, line) : 0;
    int head = end > 0 ? end : named(lines, line);
    return head > 0 && Fields.isField(lines, line, head) ? lines.end(line) : head;
  }

  /** {@code [3] } or {@code [3](Title: Java)}. */
  private static int numbered(Lines lines, int line) {
    var text = lines.text();
    int end = lines.end(line);
    int digits = digits(text, lines.first(line) + 1, end);
    if (digits == 0 || digits == end || text.charAt(digits) != ']') {
      return 0;
    }
    int at = digits + 1;
    if (at < end && text.charAt(at) == '(') {
      return title(text, at, end);
    }
    return at == end || Space.is(text.charAt(at)) || text.charAt(at) == ':'
        ? colon(text, at, end)
        : 0;
  }

  /** {@code Document [3](Title: Java)}, {@code [Document 3]}, {@code Passage 3: Java}. */
  private static int named(Lines lines, int line) {
    var text = lines.text();
    int end = lines.end(line);
    boolean bracketed = lines.head(line) == '[';
    int word = lines.first(line) + (bracketed ? 1 : 0);
    int at = word;
    while (at < end && at - word <= LONGEST_WORD && Character.isLetter(text.charAt(at))) {
      at++;
    }
    if (at == word
        || at - word > LONGEST_WORD
        || !WORDS.contains(text.substring(word, at).toLowerCase(Locale.ROOT))) {
      return 0;
    }
    int sign = Space.skip(text, at, end);
    boolean inner = sign < end && text.charAt(sign) == '[';
    int digits = digits(text, sign + (isSign(text, sign, end) ? 1 : 0), end);
    if (digits == 0) {
      return 0;
    }
    if (inner || bracketed) {
      if (digits == end || text.charAt(digits) != ']') {
        return 0;
      }
      digits++;
    }
    if (digits < end && text.charAt(digits) == '(') {
      return title(text, digits, end);
    }
    int behind = Space.skip(text, digits, end);
    if (behind < end && text.charAt(behind) == '(') {
      return title(text, behind, end);
    }
    if (behind == end || inner || bracketed) {
      return withTitle(lines, line, colon(text, digits, end));
    }
    char c = text.charAt(behind);
    return c == ':' || c == '：' || c == '-' || c == '–' || c == '.' || c == ')'
        ? withTitle(lines, line, behind + 1)
        : 0;
  }

  private static boolean isSign(String text, int at, int end) {
    return at < end && (text.charAt(at) == '[' || text.charAt(at) == '#');
  }

  /** Returns the end of the digits, 0 if there are none or many. */
  private static int digits(String text, int from, int end) {
    int at = from;
    while (at < end && at - from <= MOST_DIGITS && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at > from && at - from <= MOST_DIGITS ? at : 0;
  }

  /** Returns the end of what is in brackets, or where they open if they are not closed. */
  private static int title(String text, int open, int end) {
    int depth = 0;
    for (int at = open; at < end; at++) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return colon(text, at + 1, end);
      }
    }
    return open;
  }

  private static int colon(String text, int at, int end) {
    return at < end && (text.charAt(at) == ':' || text.charAt(at) == '：') ? at + 1 : at;
  }

  /** A short line that ends as no sentence does, with text right below, is the title. */
  private static int withTitle(Lines lines, int line, int head) {
    int end = lines.end(line);
    boolean titled =
        end - head <= LONGEST_TITLE
            && ".!?。！？।؟".indexOf(lines.tail(line)) < 0
            && line + 1 < lines.count()
            && !lines.isBlank(line + 1);
    return titled ? end : head;
  }
}
