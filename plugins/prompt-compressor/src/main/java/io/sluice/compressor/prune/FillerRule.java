package io.sluice.compressor.prune;

import java.util.HashSet;
import java.util.Set;

/**
 * Words that a language can do without, and where they stay.
 *
 * @param fillers in small letters, as all of these
 * @param staysBefore the next word keeps it
 * @param staysAfter the word before keeps it
 * @param beforeCapitals whether it goes before a capital only, and stays after a comma or a word
 *     with a capital: in German an article stands before a noun, which has a capital; elsewhere it
 *     is a pronoun, and after a noun it is the case that says whose
 */
record FillerRule(
    Set<String> fillers, Set<String> staysBefore, Set<String> staysAfter, boolean beforeCapitals) {

  /** An article stays before a little word: it is a pronoun there, or a letter. */
  static FillerRule articles(String key, Language language) {
    var before = new HashSet<>(Lexicon.words(key + ".stays-before"));
    before.addAll(language.functionWords());
    return new FillerRule(Lexicon.words(key), before, Lexicon.words(key + ".stays-after"), false);
  }

  static FillerRule articlesOfCapitals(String key, Language language) {
    var rule = articles(key, language);
    return new FillerRule(rule.fillers, rule.staysBefore, rule.staysAfter, true);
  }

  /** An intensifier stays after a negation: "not very good" is not "not good". */
  static FillerRule intensifiers(String key) {
    var after = new HashSet<>(Lexicon.words(key + ".stays-after"));
    after.addAll(Lexicon.words("negations"));
    return new FillerRule(Lexicon.words(key), Lexicon.words(key + ".stays-before"), after, false);
  }

  /** Returns whether a word goes that is followed by another on its line. */
  boolean drops(Words words, int word, String lower, String next) {
    if (!fillers.contains(lower) || staysBefore.contains(next)) {
      return false;
    }
    var previous = word == 0 ? "" : words.lower(word - 1);
    if (staysAfter.contains(previous) || previous.endsWith("n't") || previous.endsWith("n’t")) {
      return false;
    }
    boolean afterNoun =
        word > 0
            && !words.beginsSentence(word)
            && (words.isCapital(word - 1) || words.bareEnd(word - 1) < words.end(word - 1));
    return !beforeCapitals || (words.isCapital(word + 1) && !afterNoun);
  }
}
