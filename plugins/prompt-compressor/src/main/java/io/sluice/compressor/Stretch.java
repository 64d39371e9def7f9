package io.sluice.compressor;

import java.util.Optional;
import java.util.Set;

/**
 * A piece of one of the prompt's texts, all of which is treated alike.
 *
 * @param text number of the text
 * @param words what it says; the stretches of a text, one after another, are the text
 * @param rule what may be done to it
 * @param rate which part of its tokens its author wants kept, in (0, 1]; empty: nothing is said
 * @param forceTokens words that its author wants kept
 */
record Stretch(int text, String words, Rule rule, Optional<Double> rate, Set<String> forceTokens) {

  Stretch {
    forceTokens = Set.copyOf(forceTokens);
  }

  static Stretch of(int text, String words, Rule rule) {
    return new Stretch(text, words, rule, Optional.empty(), Set.of());
  }

  Stretch saying(String others) {
    return new Stretch(text, others, rule, rate, forceTokens);
  }

  boolean mayChange() {
    return rule != Rule.KEEP;
  }

  boolean mayLose() {
    return rule == Rule.EXTRACT;
  }
}
