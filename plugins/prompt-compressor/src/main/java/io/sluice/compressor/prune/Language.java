package io.sluice.compressor.prune;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A language in Latin script, told by its little words. */
enum Language {
  EN(0),
  DE(1),
  ES(2),
  FR(3),
  // These only compete.
  IT(4),
  PT(5),
  NL(6),
  SV(7),
  PL(8),
  TR(9),
  ID(10);

  /** A bit for each language of which the word is. */
  private static final Map<String, Integer> LANGUAGES_OF = new HashMap<>();

  static {
    for (var language : values()) {
      for (var word : language.functionWords()) {
        LANGUAGES_OF.merge(word, 1 << language.number, (a, b) -> a | b);
      }
    }
  }

  /** From 0. */
  private final int number;

  Language(int number) {
    this.number = number;
  }

  /** Returns the little words, in small letters. */
  Set<String> functionWords() {
    return Lexicon.words("language." + key());
  }

  /** Returns what is dropped in this language. */
  List<FillerRule> fillers() {
    return switch (this) {
      case EN ->
          List.of(
              FillerRule.articles("en.definite", this),
              FillerRule.articles("en.indefinite", this),
              FillerRule.intensifiers("en.intensifiers"));
      case DE ->
          List.of(
              FillerRule.articlesOfCapitals("de.articles", this),
              FillerRule.intensifiers("de.intensifiers"));
      case ES, FR ->
          List.of(
              FillerRule.articles(key() + ".articles", this),
              FillerRule.intensifiers(key() + ".intensifiers"));
      default -> List.of();
    };
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How often words of each language were seen. */
  static final class Votes {
    private final int[] hits = new int[values().length];
    private int words;

    void add(String lower) {
      words++;
      int languages = LANGUAGES_OF.getOrDefault(lower, 0);
      for (int rest = languages; rest != 0; rest &= rest - 1) {
        hits[Integer.numberOfTrailingZeros(rest)]++;
      }
    }

    void addAll(Votes others) {
      words += others.words;
      for (int i = 0; i < hits.length; i++) {
        hits[i] += others.hits[i];
      }
    }

    int hits(Language language) {
      return hits[language.number];
    }

    /** Returns the language with the most hits; the first of several. */
    Language first() {
      var best = EN;
      for (var language : values()) {
        if (hits[language.number] > hits[best.number]) {
          best = language;
        }
      }
      return best;
    }

    /**
     * Returns whether the first language is clearly that of the words: so many hits at least, of
     * every seventh word, and half as many again as any other language has.
     */
    boolean isClear(int least) {
      int first = first().number;
      boolean clear = hits[first] >= least && 7 * hits[first] >= words;
      for (int i = 0; i < hits.length; i++) {
        clear &= i == first || 2 * hits[first] >= 3 * hits[i];
      }
      return clear;
    }
  }
}
