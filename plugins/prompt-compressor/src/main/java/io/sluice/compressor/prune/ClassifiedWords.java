package io.sluice.compressor.prune;

import io.sluice.exchange.WordClassifier;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Drops the words that a model has the least use for, as LLMLingua-2 does: those under a threshold
 * which is the percentile, over the tokens of the text, that belongs to the rate.
 *
 * <p>Words that always stay count among the tokens, so that the rate is that of the whole text;
 * where too few are left to drop, more than the rate is kept. Words of equal score go or stay
 * together.
 */
public final class ClassifiedWords implements Pruner {

  private final WordClassifier classifier;
  private final ToLongFunction<String> tokens;

  /**
   * @param tokens how many tokens of the target a word has, the space before it included; at least
   *     0
   */
  public ClassifiedWords(WordClassifier classifier, ToLongFunction<String> tokens) {
    this.classifier = classifier;
    this.tokens = tokens;
  }

  @Override
  public String prune(String text, Pruning pruning) {
    if (pruning.rate() == 1 && !pruning.dropConsecutive()) {
      return text;
    }
    var scored = classifier.words(text);
    var words = Words.of(text, scored);
    var keep = scored.stream().mapToDouble(WordClassifier.Word::keep).toArray();
    var covered = Protection.of(text, pruning.forceTokens());
    var untouchable = Untouchable.of(words, covered);
    var dropped = underThreshold(words, keep, untouchable, pruning.rate());
    if (pruning.dropConsecutive()) {
      dropRepeated(words, pruning, dropped);
    }
    return Remainder.of(words, dropped, covered);
  }

  private BitSet underThreshold(Words words, double[] keep, BitSet untouchable, double rate) {
    var sizes = IntStream.range(0, words.count()).mapToLong(word -> size(words, word)).toArray();
    double budget = (1 - rate) * Arrays.stream(sizes).sum();
    var order =
        IntStream.range(0, words.count())
            .filter(word -> !untouchable.get(word))
            .boxed()
            .sorted((a, b) -> Double.compare(keep[a], keep[b]))
            .mapToInt(word -> word)
            .toArray();
    var dropped = new BitSet();
    int from = 0;
    while (from < order.length) {
      int to = from;
      long size = 0;
      while (to < order.length && keep[order[to]] == keep[order[from]]) {
        size += sizes[order[to++]];
      }
      budget -= size;
      if (budget < 0) {
        break;
      }
      for (int i = from; i < to; i++) {
        dropped.set(order[i]);
      }
      from = to;
    }
    return dropped;
  }

  private long size(Words words, int word) {
    int start = words.start(word);
    boolean afterSpace = start > 0 && words.text().charAt(start - 1) == ' ';
    return tokens.applyAsLong(
        words.text().substring(afterSpace ? start - 1 : start, words.end(word)));
  }

  private static void dropRepeated(Words words, Pruning pruning, BitSet dropped) {
    var unforced = Protection.of(words.text(), Set.of());
    var last = "";
    for (int word = 0; word < words.count(); word++) {
      if (dropped.get(word)) {
        continue;
      }
      var written = words.text().substring(words.start(word), words.end(word));
      if (!written.equals(last)) {
        last = written;
      } else if (pruning.forceTokens().contains(written) && !words.touches(word, unforced)) {
        dropped.set(word);
      }
    }
  }
}
