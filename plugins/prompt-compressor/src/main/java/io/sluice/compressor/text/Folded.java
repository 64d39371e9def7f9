package io.sluice.compressor.text;

import java.text.Normalizer;
import java.util.Locale;

/** Letters without case and accents. */
final class Folded {

  private static final int KNOWN = 0x2000;
  private static final char[] TABLE = new char[KNOWN];

  static {
    for (char c = 0; c < KNOWN; c++) {
      TABLE[c] = find(c);
    }
  }

  private Folded() {}

  static int of(int point) {
    if (point < KNOWN) {
      return TABLE[point];
    }
    if (point >= 0xff01 && point < 0xff5f) {
      // Full-width forms of ASCII.
      return TABLE[point - 0xfee0];
    }
    return Character.toLowerCase(point);
  }

  private static char find(char c) {
    var lower = String.valueOf(c).toLowerCase(Locale.ROOT);
    char first = Normalizer.normalize(lower, Normalizer.Form.NFD).charAt(0);
    return switch (first) {
      case 'ß' -> 's';
      case 'æ' -> 'a';
      case 'ø', 'œ' -> 'o';
      case 'ł' -> 'l';
      case 'đ', 'ð' -> 'd';
      case 'ı' -> 'i';
      // Arabic letters that are written with or without their hamza, and their endings.
      case 'أ', 'إ', 'آ', 'ٱ' -> 'ا';
      case 'ى' -> 'ي';
      case 'ة' -> 'ه';
      case 'ё' -> 'е';
      default -> first;
    };
  }
}
