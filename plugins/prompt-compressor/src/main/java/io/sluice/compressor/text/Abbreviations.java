package io.sluice.compressor.text;

import java.util.Locale;
import java.util.Set;

/** Full stops that end no sentence. */
final class Abbreviations {

  private static final int LONGEST = 8;

  /** Followed by what they belong to, so that a sentence hardly ever ends with them. */
  private static final Set<String> TITLES =
      Set.of(
          ("mr mrs ms dr prof st sr sra srta jr gen col lt sgt capt rev hon gov sen rep pres vs cf "
                  + "viz eg ie approx ca inc ltd co corp dept univ mt ft bzw evtl ggf inkl exkl "
                  + "zzgl vgl bspw sog geb gest hrsg mio mrd zb uu ej ee avda dpto lic uds env mme "
                  + "mlle dott mln mld")
              .split(" "));

  /** Followed by a number. */
  private static final Set<String> COUNTED =
      Set.of(
          ("no nr nos vol fig figs eq sec ch pp pg p al ed art abs bd jh tel pag pág núm num str "
                  + "jan feb mar apr jun jul aug sep sept oct nov dec")
              .split(" "));

  private static final Set<String> GERMAN_MONTHS =
      Set.of(
          "januar",
          "februar",
          "märz",
          "april",
          "mai",
          "juni",
          "juli",
          "august",
          "september",
          "oktober",
          "november",
          "dezember",
          "jahrhundert",
          "jahrhunderts");

  private Abbreviations() {}

  /**
   * Returns whether the full stop at a place belongs to the word before it.
   *
   * @param start where the sentence begins
   * @param next first letter behind the stop
   * @param behind where what follows the stop begins
   */
  static boolean endsAt(CharSequence text, int start, int stop, char next, int behind) {
    int from = stop;
    while (from > start
        && stop - from <= LONGEST
        && Character.isLetterOrDigit(text.charAt(from - 1))) {
      from--;
    }
    int length = stop - from;
    if (length == 0 || length > LONGEST) {
      return false;
    }
    if (isNumber(text, from, stop)) {
      return length <= 2 && (isBeginning(text, start, from) || isMonth(text, behind));
    }
    if (length == 1) {
      // An initial, or the last letter of "z. B." and "U. S."; "I" ends sentences, others hardly.
      return text.charAt(from) != 'I' && Character.isLetter(next);
    }
    var word = text.subSequence(from, stop).toString().toLowerCase(Locale.ROOT);
    return Character.isDigit(next)
        ? COUNTED.contains(word) || TITLES.contains(word)
        : next != ' ' && TITLES.contains(word);
  }

  private static boolean isNumber(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** "1. First": the stop counts an item. */
  private static boolean isBeginning(CharSequence text, int start, int from) {
    for (int i = start; i < from; i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** "am 3. Oktober", "im 19. Jahrhundert". */
  private static boolean isMonth(CharSequence text, int behind) {
    int from = behind;
    while (from < text.length() && text.charAt(from) <= ' ' && from < behind + 2) {
      from++;
    }
    int to = from;
    while (to < text.length() && to - from < 12 && Character.isLetter(text.charAt(to))) {
      to++;
    }
    return GERMAN_MONTHS.contains(text.subSequence(from, to).toString().toLowerCase(Locale.ROOT));
  }
}
