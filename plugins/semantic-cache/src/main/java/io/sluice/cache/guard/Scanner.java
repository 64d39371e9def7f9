package io.sluice.cache.guard;

import io.sluice.cache.guard.Written.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into words, numbers, code and quotes, in one pass from its start to its end. */
final class Scanner {

  /** What is cut from the text. */
  record Cut(List<Written> words, List<String> quotes, String script) {}

  private static final String SIGNS = "%$€£¥&";
  private static final String OPERATORS = "+-*=<>^/|÷×";

  private final String text;
  private final Lexicon lexicon;
  private final boolean hasLowerCase;
  private final List<Written> words = new ArrayList<>();
  private final List<String> quotes = new ArrayList<>();
  private final ScriptCount scripts = new ScriptCount();
  private int at;
  private boolean sentenceStart = true;
  private boolean listed;
  private int codeEnd;
  private boolean unpairedTick;
  private int unpairedQuotes;

  private Scanner(String text, Lexicon lexicon) {
    this.text = text;
    this.lexicon = lexicon;
    hasLowerCase = text.chars().anyMatch(Character::isLowerCase);
  }

  static Cut cut(String text, Lexicon lexicon) {
    var scanner = new Scanner(text, lexicon);
    scanner.run();
    return new Cut(
        scanner.withoutDecoration(), List.copyOf(scanner.quotes), scanner.scripts.most());
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isLetter(c) || c == '_') {
        word();
      } else if (Character.isDigit(c)) {
        number();
      } else {
        mark(c);
        at++;
      }
    }
  }

  private void mark(char c) {
    switch (c) {
      case '`' -> code();
      case '"', '“', '«', '„', '「' -> quote(c);
      case '.', '!', '?', ':', '\n', '。', '？', '！' -> sentenceStart = true;
      case ',', ';', '、', '，' -> listed = true;
      default -> {
        if (SIGNS.indexOf(c) >= 0
            || (OPERATORS.indexOf(c) >= 0 && (inCode() || isBetweenOperands()))) {
          add(String.valueOf(c), Form.CODE, false);
        }
      }
    }
  }

  /** "2 + 3" and "2+3", but not "top-up" or a list's dash. */
  private boolean isBetweenOperands() {
    if (isDigitAt(at - 1) && isDigitAt(at + 1)) {
      return text.charAt(at) != '-' && text.charAt(at) != '/';
    }
    return isOperandAt(at - 2)
        && text.charAt(at - 1) == ' '
        && isOperandAt(at + 2)
        && text.charAt(at + 1) == ' '
        && (text.charAt(at) != '-' || isDigitAt(at - 2));
  }

  private boolean isOperandAt(int index) {
    return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }

  /** What stands between two ticks, or two fences, is code up to the second. */
  private void code() {
    if (at < codeEnd || unpairedTick) {
      return;
    }
    if (at == codeEnd && at > 0) {
      // The closing one. Of a fence, its first: the other two are marks of no meaning.
      at += text.startsWith("```", at) ? 2 : 0;
      return;
    }
    var fence = text.startsWith("```", at) ? "```" : "`";
    int end = text.indexOf(fence, at + fence.length());
    unpairedTick = end < 0;
    codeEnd = Math.max(codeEnd, end);
    at += fence.length() - 1;
  }

  private boolean inCode() {
    return at < codeEnd;
  }

  private void quote(char opening) {
    sentenceStart = true;
    if (unpairedQuotes > 4) {
      return;
    }
    char closing =
        switch (opening) {
          case '“', '„' -> '”';
          case '«' -> '»';
          case '「' -> '」';
          default -> '"';
        };
    int end = text.indexOf(closing, at + 1);
    if (end < 0) {
      unpairedQuotes++;
    } else if (end > at + 1 && opens(opening)) {
      quotes.add(text.substring(at + 1, end));
    }
  }

  /** A straight quote opens after a space and closes before one. */
  private boolean opens(char opening) {
    return opening != '"' || at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private void word() {
    int start = at;
    boolean inner = false;
    while (at < text.length() && (isWordPart(text.charAt(at)) || isJoint())) {
      if (isIdeograph(text.charAt(at))) {
        break;
      }
      inner |= at > start && isIdentifierSign(text.charAt(at), text.charAt(at - 1));
      at++;
    }
    if (at == start) {
      scripts.count(text.charAt(at));
      add(text.substring(at, ++at), Form.WORD, false);
      return;
    }
    while (at < text.length() && isSuffixSign(text.charAt(at)) && !isOperandAt(at + 1)) {
      at++;
    }
    var cut = text.substring(start, at);
    for (int i = 0; i < cut.length(); i++) {
      scripts.count(cut.charAt(i));
    }
    boolean code = inCode() || inner || (cut.indexOf('.') > 0 && isFileName(cut));
    if (!code && cut.indexOf('.') > 0) {
      for (var part : WordFile.split(cut, '.')) {
        add(lower(part), Form.WORD, false);
      }
      return;
    }
    boolean capital = Character.isUpperCase(cut.charAt(0));
    // The country, not the pronoun; in a text all in capitals nobody can tell.
    var lower = cut.equals("US") && hasLowerCase ? "usa" : lower(cut);
    add(lower, code ? Form.CODE : Form.WORD, capital && !sentenceStart);
  }

  /** As in C++ and C#. */
  private static boolean isSuffixSign(char c) {
    return c == '+' || c == '#';
  }

  private boolean isFileName(String cut) {
    return lexicon.fileEndings().contains(cut.substring(cut.lastIndexOf('.') + 1))
        || cut.indexOf('_') >= 0;
  }

  private static boolean isIdentifierSign(char c, char before) {
    return c == '_' || c == '@' || (c != '.' && Character.isDigit(c) != Character.isDigit(before));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** An apostrophe, a dot or an at sign within a word. */
  private boolean isJoint() {
    char c = text.charAt(at);
    return (c == '\'' || c == '’' || c == '.' || c == '@')
        && at + 1 < text.length()
        && isWordPart(text.charAt(at + 1))
        && !isIdeograph(text.charAt(at + 1));
  }

  private static boolean isIdeograph(char c) {
    boolean thai = c >= '\u0e00' && c < '\u0e80';
    boolean han = c >= '\u2e80' && c < '\uac00';
    return thai || han || (c >= '\uf900' && c < '\ufb00');
  }

  private void number() {
    int start = at;
    boolean thousands = false;
    int dots = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isDigit(c)) {
        at++;
      } else if (isDigitAt(at + 1) && (c == '.' || c == ':' || (c == ',' && isThousands()))) {
        thousands |= c == ',';
        dots += c == ',' ? 0 : 1;
        at++;
      } else {
        break;
      }
    }
    if (at < text.length() && text.charAt(at) == ')' && !isOperandAt(start - 1) && !inCode()) {
      // "1)" counts a list's items.
      return;
    }
    var digits = text.substring(start, at);
    add(Numbers.canonical(thousands ? digits.replace(",", "") : digits, dots), Form.NUMBER, false);
    ordinalEnding();
  }

  private void ordinalEnding() {
    for (var ending : new String[] {"st", "nd", "rd", "th"}) {
      if (text.regionMatches(true, at, ending, 0, 2)
          && (at + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 2)))) {
        at += 2;
        return;
      }
    }
  }

  private boolean isDigitAt(int index) {
    return index >= 0 && index < text.length() && Character.isDigit(text.charAt(index));
  }

  private boolean isThousands() {
    return isDigitAt(at + 1) && isDigitAt(at + 2) && isDigitAt(at + 3) && !isDigitAt(at + 4);
  }

  private static String lower(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return lower.indexOf('’') < 0 ? lower : lower.replace('’', '\'');
  }

  private void add(String word, Form form, boolean name) {
    words.add(new Written(word, form, name, listed));
    listed = word.equals("and") || word.equals("or") || word.equals("&");
    sentenceStart = false;
  }

  /** In a text where most words have a capital, a capital says nothing. */
  private List<Written> withoutDecoration() {
    long names = words.stream().filter(Written::name).count();
    long plain = words.stream().filter(w -> w.form() == Form.WORD).count();
    if (2 * names <= plain) {
      return words;
    }
    return words.stream().map(w -> new Written(w.text(), w.form(), false, w.listed())).toList();
  }
}
