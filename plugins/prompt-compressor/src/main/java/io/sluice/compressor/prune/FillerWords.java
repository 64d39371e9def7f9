package io.sluice.compressor.prune;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Drops articles and intensifiers of English, German, Spanish and French, where a sentence is
 * clearly of that language, and nothing else: a broader list costs answers.
 *
 * <p>The rate is measured in characters.
 */
public final class FillerWords implements Pruner {

  /** Little words that make a sentence's language clear, and a text's. */
  private static final int CLEAR_SENTENCE = 2;

  private static final int CLEAR_TEXT = 5;

  private static final Map<Language, List<FillerRule>> RULES = new EnumMap<>(Language.class);

  static {
    for (var language : Language.values()) {
      RULES.put(language, language.fillers());
    }
  }

  @Override
  public String prune(String text, Pruning pruning) {
    var words = Words.of(text);
    var pass = new Pass(words, pruning);
    return Remainder.of(words, pass.dropped(), pass.covered);
  }

  /** One reading of one text. */
  private static final class Pass {
    private final Words words;
    private final String text;
    private final BitSet covered;
    private final BitSet dropped = new BitSet();
    private final String[] lower;

    /** How many characters may still go. */
    private int budget;

    Pass(Words words, Pruning pruning) {
      this.words = words;
      this.text = words.text();
      budget = (int) ((1 - pruning.rate()) * text.length());
      covered = Protection.of(text, pruning.forceTokens());
      lower = new String[words.count()];
      Arrays.setAll(lower, words::lower);
    }

    BitSet dropped() {
      var all = new Language.Votes();
      for (int start = 0; start < words.count(); start = sentenceEnd(start)) {
        all.addAll(votes(start, sentenceEnd(start)));
      }
      for (int start = 0; start < words.count(); start = sentenceEnd(start)) {
        int end = sentenceEnd(start);
        var votes = votes(start, end);
        if (isOf(votes, all)) {
          drop(start, end, RULES.getOrDefault(votes.first(), List.of()));
        }
      }
      return dropped;
    }

    private int sentenceEnd(int start) {
      int end = start + 1;
      while (end < words.count() && !words.beginsSentence(end)) {
        end++;
      }
      return end;
    }

    private Language.Votes votes(int start, int end) {
      var votes = new Language.Votes();
      for (int word = start; word < end; word++) {
        votes.add(lower[word]);
      }
      return votes;
    }

    /** A short sentence is of the language of its text, unless it speaks for another. */
    private static boolean isOf(Language.Votes sentence, Language.Votes all) {
      var first = sentence.first();
      return sentence.isClear(CLEAR_SENTENCE)
          || (all.isClear(CLEAR_TEXT) && all.first() == first && sentence.hits(first) > 0);
    }

    private void drop(int start, int end, List<FillerRule> rules) {
      for (int word = start; word < end - 1; word++) {
        for (var rule : rules) {
          int length = words.start(word + 1) - words.start(word);
          if (length <= budget
              && rule.drops(words, word, lower[word], lower[word + 1])
              && mayGo(word)) {
            dropped.set(word);
            budget -= length;
          }
        }
      }
    }

    private boolean mayGo(int word) {
      return words.bareEnd(word) == words.end(word)
          && !words.touches(word, covered)
          && isFollowed(word)
          && (!words.isCapital(word) || beginsPlainly(word));
    }

    /** A capital inside a sentence, or before another, is a title's: The Who, The Hague. */
    private boolean beginsPlainly(int word) {
      return words.beginsSentence(word)
          && !words.isCapital(word + 1)
          && text.substring(words.start(word) + 1, words.end(word))
              .equals(lower[word].substring(1));
    }

    /** Whether a longer word, a number or a quotation follows on the same line. */
    private boolean isFollowed(int word) {
      for (int i = words.end(word); i < words.start(word + 1); i++) {
        if (text.charAt(i) != ' ') {
          return false;
        }
      }
      int next = words.start(word + 1);
      int point = text.codePointAt(next);
      return Character.isDigit(point)
          || "\"“„«'‘`$€£".indexOf(point) >= 0
          || (Character.isLetter(point) && words.bareEnd(word + 1) - next > 1);
    }
  }
}
