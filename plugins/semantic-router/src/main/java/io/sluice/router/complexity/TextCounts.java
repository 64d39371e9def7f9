package io.sluice.router.complexity;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What one reading of a text counts, its length times a constant in time. */
final class TextCounts {

  /** Words past this many are counted, but not remembered as seen before. */
  private static final int REMEMBERED = 20_000;

  private static final int LONG_WORD = 9;

  int letters;
  int digits;
  int foreignLetters;
  int lines = 1;
  int sentences;
  int questionMarks;
  int operators;
  int braces;
  int quotes;
  int backslashes;
  int dollars;
  int gaps;
  int words;
  int wordLetters;
  int longWords;
  int capitals;
  int numbers;
  int bigNumbers;
  int decimals;
  int optionLines;
  int optionCharacters;
  int longestOption;
  int options;
  final Map<WordKind, Integer> of = new EnumMap<>(WordKind.class);
  final Set<WordKind> first = EnumSet.noneOf(WordKind.class);
  private final Set<String> distinct = new HashSet<>();
  private boolean sentenceStarts = true;

  private TextCounts() {}

  static TextCounts of(String text) {
    var counts = new TextCounts();
    counts.countCharacters(text);
    counts.countWords(text);
    counts.countOptions(text);
    return counts;
  }

  /** How many words there are, each once. */
  int distinctWords() {
    return distinct.size();
  }

  private void countCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> lines++;
        case '.', '!', '。', '！' -> sentences += endsHere(text, i) ? 1 : 0;
        case '?', '？', '؟' -> {
          questionMarks++;
          sentences++;
        }
        case '+', '*', '=', '^', '<', '>', '/', '×', '÷', '%', '|' -> operators++;
        case '{', '}', '[', ']', ';', '`' -> braces++;
        case '"', '“', '”' -> quotes++;
        case '\\' -> backslashes++;
        case '$' -> dollars++;
        case '_' -> gaps += i > 0 && text.charAt(i - 1) == '_' ? 1 : 0;
        default -> {}
      }
    }
  }

  private static boolean endsHere(String text, int at) {
    return at + 1 == text.length()
        || Character.isWhitespace(text.charAt(at + 1))
        || text.charAt(at) > 127;
  }

  private void countWords(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        i = number(text, i);
      } else if (Character.isLetter(c)) {
        i = word(text, i);
      } else {
        sentenceStarts |= c == '.' || c == '?' || c == '!' || c == '\n';
        i++;
      }
    }
  }

  private int number(String text, int start) {
    int end = start;
    boolean decimal = false;
    while (end < text.length() && isOfNumber(text.charAt(end))) {
      decimal |= text.charAt(end) == '.' && end + 1 < text.length();
      digits++;
      end++;
    }
    numbers++;
    decimals += decimal ? 1 : 0;
    bigNumbers += end - start > 2 ? 1 : 0;
    sentenceStarts = false;
    return end;
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
  }

  private int word(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      foreignLetters += text.charAt(end) > 127 ? 1 : 0;
      end++;
    }
    letters += end - start;
    words++;
    wordLetters += end - start;
    longWords += end - start >= LONG_WORD ? 1 : 0;
    capitals += !sentenceStarts && Character.isUpperCase(text.charAt(start)) ? 1 : 0;
    sentenceStarts = false;
    if (end - start <= WordKind.LONGEST) {
      var word = text.substring(start, end).toLowerCase(Locale.ROOT);
      for (var kind : WordKind.of(word)) {
        of.merge(kind, 1, Integer::sum);
        if (words <= 2) {
          first.add(kind);
        }
      }
      if (distinct.size() < REMEMBERED) {
        distinct.add(word);
      }
    }
    return end;
  }

  /** Lines such as {@code B. An answer} or {@code (b) An answer}. */
  private void countOptions(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      int mark = text.charAt(start) == '(' ? start + 1 : start;
      if (mark + 2 < end && isLabel(text.charAt(mark), text.charAt(mark + 1))) {
        options++;
        optionCharacters += end - mark - 2;
        longestOption = Math.max(longestOption, end - mark - 2);
        optionLines += Character.isDigit(text.charAt(Math.min(end - 1, mark + 3))) ? 1 : 0;
      }
      start = end + 1;
    }
  }

  private static boolean isLabel(char letter, char mark) {
    return ((letter >= 'A' && letter <= 'J') || (letter >= 'a' && letter <= 'j'))
        && (mark == '.' || mark == ')' || mark == ':');
  }
}
