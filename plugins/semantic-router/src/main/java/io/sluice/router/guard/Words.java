package io.sluice.router.guard;

import java.util.Arrays;
import java.util.Set;

/** What words look like. */
final class Words {

  /** Of the languages that are told from noise. */
  private static final Set<String> SMALL =
      Set.copyOf(
          Arrays.asList(
              ("a an the of to in on at for from by with and or but if is are was be am i me my we"
                   + " our you your he she it its they this that these those what which who how"
                   + " when where why do does did can could will would should not no as have has"
                   + " had there let please into der die das ein eine und oder ist sind war ich mir"
                   + " mein wir du er sie es zu in im auf für von mit bei den dem des nicht wie was"
                   + " wer wo wann bitte le la les un une de du des et ou est sont je me mon ma"
                   + " nous vous il elle à en sur pour par avec dans ne pas que qui quoi comment"
                   + " quel quelle où el los las una y o es son yo mi tu su al del con por para sin"
                   + " que qué cómo cuál dónde se lo no di il che per con non gli uma os as do da"
                   + " em um não com и в на не с что как это я мы по для из к у о за")
                  .split(" ")));

  private static final int LONGEST_RUN = 5;

  private static final int LONGEST = 24;

  private static final char FIRST_EAST_ASIAN = 0x2E80;

  private Words() {}

  /** Returns a chunk without the marks around it; empty where it has no letters. */
  static String bare(String chunk) {
    int start = 0;
    int end = chunk.length();
    while (start < end && !Character.isLetterOrDigit(chunk.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(chunk.charAt(end - 1))) {
      end--;
    }
    var bare = chunk.substring(start, end);
    return letters(bare) == 0 ? "" : bare;
  }

  static int letters(String word) {
    int letters = 0;
    for (int i = 0; i < word.length(); i++) {
      if (Character.isLetter(word.charAt(i))) {
        letters++;
      }
    }
    return letters;
  }

  static boolean isSmall(String word) {
    return SMALL.contains(word);
  }

  /** Whether a chunk is no word of a language, and no number, address or list mark. */
  static boolean isStrange(String chunk) {
    var word = bare(chunk);
    return isOdd(chunk, word) || codeMarks(chunk) >= (word.isEmpty() ? 1 : 2);
  }

  /** Whether it looks like no word of a language: marks or capitals within, or unspeakable. */
  static boolean isOdd(String chunk, String word) {
    if (word.isEmpty() || chunk.contains("://") || chunk.indexOf('@') > 0) {
      return false;
    }
    return isMixed(word) || isUnspeakable(word) || (word.length() > LONGEST && isLatin(word));
  }

  /** Returns how many marks there are that sentences do without. */
  static int codeMarks(String chunk) {
    int marks = 0;
    for (int i = 0; i < chunk.length(); i++) {
      char c = chunk.charAt(i);
      if ("{}[]()<>=|&*+/\\_^$#`~%@;".indexOf(c) >= 0 || (c >= 0x2190 && c < 0x2300)) {
        marks++;
      }
    }
    return marks;
  }

  private static boolean isLatin(String word) {
    return word.charAt(0) < 0x250;
  }

  private static boolean isMixed(String word) {
    for (int i = 1; i < word.length() - 1; i++) {
      char c = word.charAt(i);
      boolean mark =
          c < FIRST_EAST_ASIAN && !Character.isLetterOrDigit(c) && "-'’/,:&".indexOf(c) < 0;
      mark &= c != '.' || !Character.isDigit(word.charAt(i - 1));
      boolean capital = Character.isUpperCase(c) && Character.isLowerCase(word.charAt(i - 1));
      if (mark || capital) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnspeakable(String word) {
    if (word.codePoints().noneMatch(Character::isLowerCase)) {
      return false;
    }
    int run = 0;
    int vowels = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = Character.toLowerCase(word.charAt(i));
      if (c >= 0x80) {
        return false;
      }
      boolean letter = c >= 'a' && c <= 'z';
      boolean vowel = "aeiouy".indexOf(c) >= 0;
      vowels += vowel ? 1 : 0;
      run = letter && !vowel ? run + 1 : 0;
      boolean pair = i > 0 && isOddPair(Character.toLowerCase(word.charAt(i - 1)), c);
      if (run >= LONGEST_RUN || pair) {
        return true;
      }
    }
    return vowels == 0 && word.length() >= LONGEST_RUN - 1;
  }

  /** Pairs of letters that hardly a word of the European languages has. */
  private static boolean isOddPair(char a, char b) {
    return switch (a) {
      case 'q' -> "bcdfghjklmnprstvwxyz".indexOf(b) >= 0;
      case 'j' -> "bcfghlmpqrtvwxyz".indexOf(b) >= 0;
      case 'v' -> "bcdfghjkmpqtwxz".indexOf(b) >= 0;
      case 'x' -> "bdgjkmnrvz".indexOf(b) >= 0;
      case 'z' -> "bcdfgjmpqrsvx".indexOf(b) >= 0;
      case 'w', 'g', 'h', 'p', 'm', 'f', 'b' -> "jqxvz".indexOf(b) >= 0 && (a != 'b' || b != 'j');
      case 'c', 'd', 'k', 's', 't', 'l', 'r' -> "qx".indexOf(b) >= 0 && (a != 'c' || b != 'q');
      default -> false;
    };
  }
}
