package io.sluice.onnx;

import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the text of a BERT model becomes before it is split into pieces.
 *
 * <p>White space and punctuation end a word. As the model was trained, control characters vanish,
 * accents are stripped, capitals become small, and Chinese characters are words. Each code point
 * folds by itself; the reference normalises whole texts, but then drops all marks whose order that
 * could change.
 */
final class Folding {

  /** Ends a word. */
  static final char BREAK = ' ';

  private static final String NOTHING = "";
  private static final String SPACE = " ";
  private static final int PAGE = 256;

  /**
   * How a model was trained.
   *
   * @param cleans whether control characters vanish
   * @param lowers whether capitals become small
   * @param strips whether accents are stripped
   * @param splitsChinese whether Chinese characters are words
   */
  record Options(boolean cleans, boolean lowers, boolean strips, boolean splitsChinese) {

    static final Options UNCASED = new Options(true, true, true, true);
    static final Options CASED = new Options(true, false, false, true);
  }

  private final Options options;
  private final char[] asciiLetters = new char[128];

  /** Made when first used: few texts touch more than a few of these 4,352 pages. */
  private final AtomicReferenceArray<String[]> pages =
      new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);

  Folding(Options options) {
    this.options = options;
    for (char c = 0; c < asciiLetters.length; c++) {
      var folded = compute(c);
      asciiLetters[c] = folded.length() == 1 && folded.charAt(0) != BREAK ? folded.charAt(0) : 0;
    }
  }

  /** Returns an ASCII letter or digit folded; 0 for what {@link #fold} has to answer. */
  char asciiLetter(char c) {
    return c < asciiLetters.length ? asciiLetters[c] : 0;
  }

  /** Returns what a code point becomes: chars of words, and breaks between them. */
  String fold(int codePoint) {
    int number = codePoint / PAGE;
    var page = pages.get(number);
    if (page == null) {
      page = new String[PAGE];
      for (int i = 0; i < PAGE; i++) {
        page[i] = compute(number * PAGE + i);
      }
      pages.set(number, page);
    }
    return page[codePoint % PAGE];
  }

  private String compute(int codePoint) {
    if (isWhiteSpace(codePoint)) {
      return SPACE;
    }
    if (options.cleans() && isDropped(codePoint)) {
      return NOTHING;
    }
    var folded = new StringBuilder();
    lowered(stripped(Character.toString(codePoint)))
        .codePoints()
        .forEach(point -> {
          if (isWhiteSpace(point)) {
            folded.append(BREAK);
          } else if (isPunctuation(point)) {
            folded.append(BREAK).appendCodePoint(point).append(BREAK);
          } else {
            folded.appendCodePoint(point);
          }
        });
    boolean word = options.splitsChinese() && isChinese(codePoint);
    return word ? BREAK + folded.toString() + BREAK : folded.toString();
  }

  private String stripped(String character) {
    if (!options.strips()) {
      return character;
    }
    var bare = new StringBuilder();
    Normalizer.normalize(character, Normalizer.Form.NFD)
        .codePoints()
        .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }

  private String lowered(String character) {
    return options.lowers() ? character.toLowerCase(Locale.ROOT) : character;
  }

  // White_Space of Unicode, less the control characters other than these three.
  private static boolean isWhiteSpace(int point) {
    return point == '\t' || point == '\n' || point == '\r' || Character.isSpaceChar(point);
  }

  private static boolean isDropped(int point) {
    return point == 0xFFFD
        || switch (Character.getType(point)) {
          case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE ->
              true;
          default -> false;
        };
  }

  private static boolean isPunctuation(int point) {
    if (point < 128) {
      return point > ' ' && point < 127 && !Character.isLetterOrDigit(point);
    }
    return switch (Character.getType(point)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  // The blocks as the reference has them, its gap before U+2B920 included.
  private static boolean isChinese(int point) {
    return isIn(point, 0x4E00, 0x9FFF)
        || isIn(point, 0x3400, 0x4DBF)
        || isIn(point, 0x20000, 0x2A6DF)
        || isIn(point, 0x2A700, 0x2B73F)
        || isIn(point, 0x2B740, 0x2B81F)
        || isIn(point, 0x2B920, 0x2CEAF)
        || isIn(point, 0xF900, 0xFAFF)
        || isIn(point, 0x2F800, 0x2FA1F);
  }

  private static boolean isIn(int point, int first, int last) {
    return point >= first && point <= last;
  }
}
