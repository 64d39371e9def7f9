package io.sluice.tokens;

/**
 * What a text is written in, as shares of its o200k tokens; they sum to 1.
 *
 * @param code English with more symbols than prose has: code, JSON, tables
 * @param latin Latin script with letters that English lacks
 * @param alphabets Arabic, Hebrew, Devanagari, Thai and the like
 */
record TextMix(
    double english, double code, double latin, double cyrillic, double alphabets, double cjk) {

  /** Characters per o200k token. */
  private static final double ASCII_LENGTH = 4.5;

  private static final double CYRILLIC_LENGTH = 3.5;
  private static final double ALPHABET_LENGTH = 2.7;
  private static final double CJK_LENGTH = 1.35;

  /** Share of symbols among visible ASCII from which a text is all code; prose has below 0.03. */
  private static final double CODE_SYMBOLS = 0.12;

  private static final double PROSE_SYMBOLS = 0.03;

  /** Share of accented letters from which a text is no English; German has 0.02, Spanish 0.03. */
  private static final double ACCENTED = 0.01;

  private static final String SYMBOLS = "{}[]<>()=+*/\\|&^%$#@_;:\"`~";

  static TextMix of(String text) {
    var seen = new Seen();
    text.codePoints().forEach(seen::see);
    return seen.mix();
  }

  double times(Family.Ratios ratios) {
    return english * ratios.english()
        + code * ratios.code()
        + latin * ratios.latin()
        + cyrillic * ratios.cyrillic()
        + alphabets * ratios.alphabets()
        + cjk * ratios.cjk();
  }

  private static final class Seen {
    private long ascii;
    private long letters;
    private long symbols;
    private long visible;
    private long accented;
    private long cyrillic;
    private long alphabets;
    private long cjk;

    void see(int c) {
      if (c < 0x80) {
        ascii++;
        visible += c > ' ' ? 1 : 0;
        letters += Character.isLetter(c) ? 1 : 0;
        symbols += SYMBOLS.indexOf(c) >= 0 ? 1 : 0;
      } else if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) {
        ascii++;
        visible++;
        accented += Character.isLetter(c) ? 1 : 0;
      } else if (c < 0x590) {
        cyrillic++;
      } else if (c < 0x1100 || (c >= 0x1200 && c < 0x2000)) {
        alphabets++;
      } else if (c < 0x2E80) {
        ascii++;
      } else {
        cjk++;
      }
    }

    TextMix mix() {
      double plain = ascii / ASCII_LENGTH;
      double greek = cyrillic / CYRILLIC_LENGTH;
      double others = alphabets / ALPHABET_LENGTH;
      double signs = cjk / CJK_LENGTH;
      double all = plain + greek + others + signs;
      if (all == 0) {
        return new TextMix(1, 0, 0, 0, 0, 0);
      }
      double code = share((double) symbols / Math.max(1, visible), PROSE_SYMBOLS, CODE_SYMBOLS);
      double foreign = share((double) accented / Math.max(1, letters + accented), 0, ACCENTED);
      double latin = plain * (1 - code) * foreign;
      return new TextMix(
          (plain - plain * code - latin) / all,
          plain * code / all,
          latin / all,
          greek / all,
          others / all,
          signs / all);
    }

    private static double share(double value, double none, double whole) {
      return Math.clamp((value - none) / (whole - none), 0, 1);
    }
  }
}
