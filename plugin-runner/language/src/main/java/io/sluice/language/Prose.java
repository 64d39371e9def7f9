package io.sluice.language;

import java.util.regex.Pattern;

/** The part of a text that is written for people. */
final class Prose {

  /** What is read of a text, in characters. */
  private static final int LONGEST = 300;

  /** More is not looked at for something to read. */
  private static final int LOOKED_AT = 4_000;

  private static final Pattern FENCED = Pattern.compile("(?s)```.*?(```|$)|`[^`\\n]*`");

  private static final Pattern ADDRESS = Pattern.compile("\\S+(://|@)\\S+");

  private static final String CODE = "{}[]()<>=;_/\\|&#$%^*+~";

  /** Prose has parentheses and slashes too, but a tenth of it never is. */
  private static final double MOST_CODE = 0.08;

  private Prose() {}

  /** Returns the beginning of what there is to read; empty for what is mostly code. */
  static String of(String text) {
    var begin = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    var read = ADDRESS.matcher(FENCED.matcher(begin).replaceAll(" ")).replaceAll(" ").strip();
    var prose = cut(read);
    return isCode(prose) ? "" : prose;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end);
  }

  private static boolean isCode(String text) {
    long signs = text.chars().filter(c -> !Character.isWhitespace(c)).count();
    long code = text.chars().filter(c -> CODE.indexOf(c) >= 0).count();
    return code > MOST_CODE * signs;
  }
}
