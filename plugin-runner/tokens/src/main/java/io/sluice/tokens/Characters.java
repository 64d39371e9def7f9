package io.sluice.tokens;

/** What kind of character stands at a place in UTF-8, as the patterns of encodings tell them. */
final class Characters {

  /** Lu and Lt. */
  static final int UPPER = 1;

  /** Ll. */
  static final int LOWER = 2;

  /** Lm and Lo: neither, and both. */
  static final int CASELESS = 4;

  static final int MARK = 8;
  static final int NUMBER = 16;

  /** Unicode's White_Space, which U+0085 belongs to. */
  static final int SPACE = 32;

  /** Carriage return and line feed; they are spaces too. */
  static final int NEWLINE = 64;

  static final int LETTER = UPPER | LOWER | CASELESS;

  private static final byte[] BASIC_PLANE = new byte[0x10000];

  static {
    for (int c = 0; c < BASIC_PLANE.length; c++) {
      BASIC_PLANE[c] = (byte) kindOf(c);
    }
  }

  private Characters() {}

  /** Returns the kinds of the character at a place, 0 if it has none of them. */
  static int kind(byte[] text, int at) {
    int first = text[at];
    if (first >= 0) {
      return BASIC_PLANE[first];
    }
    return switch (length(text, at)) {
      case 2 -> BASIC_PLANE[((first & 0x1F) << 6) | low(text, at + 1)];
      case 3 -> BASIC_PLANE[((first & 0x0F) << 12) | (low(text, at + 1) << 6) | low(text, at + 2)];
      default ->
          kindOf(
              ((first & 0x07) << 18)
                  | (low(text, at + 1) << 12)
                  | (low(text, at + 2) << 6)
                  | low(text, at + 3));
    };
  }

  private static int low(byte[] text, int at) {
    return text[at] & 0x3F;
  }

  /** Returns how many bytes the character at a place has. */
  static int length(byte[] text, int at) {
    int first = text[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  }

  private static int kindOf(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER;
      case Character.LOWERCASE_LETTER -> LOWER;
      case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> CASELESS;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          MARK;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      default ->
          switch (c) {
            case '\r', '\n' -> SPACE | NEWLINE;
            case '\t', 0x0B, '\f', 0x85 -> SPACE;
            default -> 0;
          };
    };
  }
}
