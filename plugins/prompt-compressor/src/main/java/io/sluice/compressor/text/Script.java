package io.sluice.compressor.text;

/** How a writing system sets its words apart. */
enum Script {
  /** No letter, digit or mark. */
  NONE,
  /** Letters in words with spaces between: Latin, Cyrillic, Arabic, Devanagari, Hangul. */
  SPACED,
  DIGIT,
  /** What is written above or below a letter, and says little when words are compared. */
  ACCENT,
  /** Words follow each other without a space: Chinese, Japanese, Thai, Khmer. */
  DENSE;

  private static final int KNOWN = 0x3000;
  private static final Script[] TABLE = new Script[KNOWN];

  static {
    for (int i = 0; i < KNOWN; i++) {
      TABLE[i] = find(i);
    }
  }

  static Script of(int point) {
    return point < KNOWN ? TABLE[point] : find(point);
  }

  private static Script find(int point) {
    if (isDense(point)) {
      return Character.isLetterOrDigit(point) || isMark(point) ? DENSE : NONE;
    }
    if (Character.isLetter(point)) {
      return SPACED;
    }
    if (Character.isDigit(point)) {
      return DIGIT;
    }
    if (isMark(point)) {
      // Indic vowel signs and viramas are part of the word; Latin, Arabic and Hebrew points are
      // not.
      return point >= 0x0900 && point < 0x1ab0 ? SPACED : ACCENT;
    }
    return NONE;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isDense(int point) {
    return isThai(point)
        || (point >= 0x1000 && point < 0x10a0)
        || (point >= 0x1780 && point < 0x1800)
        || isEastAsian(point);
  }

  /** Thai and Lao, which end sentences with a space. */
  static boolean isThai(int point) {
    return point >= 0x0e00 && point < 0x0f00;
  }

  /** Han and kana; Korean puts spaces between its words. */
  static boolean isEastAsian(int point) {
    return (point >= 0x2e80 && point < 0x3130)
        || (point >= 0x3190 && point < 0xa4d0)
        || (point >= 0xf900 && point < 0xfb00)
        || (point >= 0xff66 && point < 0xffa0)
        || (point >= 0x20000 && point < 0x32000);
  }
}
