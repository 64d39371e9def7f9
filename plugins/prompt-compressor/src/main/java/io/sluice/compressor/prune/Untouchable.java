package io.sluice.compressor.prune;

import java.lang.Character.UnicodeScript;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the words that are never dropped, whatever a model says of them: numbers and what they
 * count, negations and what they deny, names, identifiers, addresses, symbols.
 */
final class Untouchable {

  private static final Set<String> NEGATIONS = Lexicon.words("negations");
  private static final Set<String> NUMBERS = Lexicon.words("numbers");
  private static final Set<String> UNITS = Lexicon.words("units");
  private static final Set<String> FUNCTION_WORDS = new HashSet<>();
  private static final Set<String> SIGNS = Lexicon.words("signs");

  static {
    for (var language : Language.values()) {
      FUNCTION_WORDS.addAll(language.functionWords());
    }
  }

  private static final String OPERATORS = "=+<>*/^&|≤≥≠≈×÷±→";

  private final Words words;
  private final String text;
  private final BitSet covered;
  private final BitSet kept = new BitSet();

  /** Whether the word after the one looked at belongs to it, unless it is a little word. */
  private boolean bindsNext;

  /** Whether the word after the one looked at stays whatever it is. */
  private boolean operator;

  private Untouchable(Words words, BitSet covered) {
    this.words = words;
    this.text = words.text();
    this.covered = covered;
  }

  /**
   * Returns the words that stay.
   *
   * @param covered characters that stay, of {@link Protection}
   */
  static BitSet of(Words words, BitSet covered) {
    var untouchable = new Untouchable(words, covered);
    for (int word = 0; word < words.count(); word++) {
      untouchable.look(word);
    }
    return untouchable.kept;
  }

  private void look(int word) {
    var lower = words.lower(word);
    boolean functional = FUNCTION_WORDS.contains(lower);
    boolean bound = operator || (bindsNext && !functional);
    boolean negation = NEGATIONS.contains(lower) || lower.endsWith("n't") || lower.endsWith("n’t");
    boolean number = NUMBERS.contains(lower) || hasDigit(word);
    boolean sign = holdsSign(word);
    bindsNext = (negation || number || sign) && words.bareEnd(word) == words.end(word);
    operator = isOperator(word);
    if (operator && word > 0) {
      kept.set(word - 1);
    }
    boolean stays =
        bound
            || negation
            || number
            || UNITS.contains(lower)
            || words.touches(word, covered)
            || !isPlain(word)
            || isName(word, functional)
            || sign
            || isGlued(word);
    kept.set(word, stays);
  }

  private boolean hasDigit(int word) {
    for (int i = words.start(word); i < words.end(word); i++) {
      int type = Character.getType(text.charAt(i));
      if (type == Character.DECIMAL_DIGIT_NUMBER
          || type == Character.OTHER_NUMBER
          || type == Character.LETTER_NUMBER) {
        return true;
      }
    }
    return false;
  }

  /** Letters, with hyphens and apostrophes between them, no capital among them. */
  private boolean isPlain(int word) {
    int end = words.bareEnd(word);
    int i = words.start(word);
    boolean afterLetter = false;
    while (i < end) {
      int point = text.codePointAt(i);
      boolean first = i == words.start(word);
      i += Character.charCount(point);
      if (isMark(point)) {
        if (first) {
          return false;
        }
      } else if (Character.isLetter(point)) {
        if (!first && Character.isUpperCase(point)) {
          return false;
        }
        afterLetter = true;
      } else if (afterLetter && i < end && "-'’‐".indexOf(point) >= 0) {
        afterLetter = false;
      } else {
        return false;
      }
    }
    return true;
  }

  /** What stands on both sides of an operator is a term of a formula. */
  private boolean isOperator(int word) {
    boolean found = false;
    for (int i = words.start(word); i < words.end(word); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        return false;
      }
      found |= OPERATORS.indexOf(c) >= 0;
    }
    return found;
  }

  /** A little word at the beginning of a sentence is none, except before another capital. */
  private boolean isName(int word, boolean functional) {
    return words.isCapital(word)
        && !(functional
            && words.beginsSentence(word)
            && word + 1 < words.count()
            && !words.isCapital(word + 1));
  }

  private boolean holdsSign(int word) {
    if (!isUnspaced(text.codePointAt(words.start(word)))) {
      return false;
    }
    var bare = text.substring(words.start(word), words.bareEnd(word));
    return SIGNS.stream().anyMatch(bare::contains);
  }

  /** Without it, what stands beside it with no space between would become one word or letter. */
  private boolean isGlued(int word) {
    int start = words.start(word);
    int end = words.end(word);
    boolean nextTouches =
        end < text.length() && word + 1 < words.count() && words.start(word + 1) == end;
    boolean previousTouches = word > 0 && words.end(word - 1) == start;
    return (previousTouches && joins(text.codePointBefore(start)))
        || (nextTouches && (joins(text.codePointAt(end)) || isMark(text.codePointAt(end))));
  }

  private static boolean joins(int point) {
    return Character.isLetterOrDigit(point) && !isUnspaced(point);
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isUnspaced(int point) {
    if (point < 0xE00) {
      return false;
    }
    return switch (UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }
}
