package io.sluice.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * A prompt, a question, and what must be left of the prompt to answer it.
 *
 * @param group cases of a group share text: an article, a meeting
 * @param kind splits a set for the table: a language, the place of the answer; may be empty
 * @param ratios how much may be kept, as shares of the prompt
 * @param size measures texts, in what the shares are of
 * @param metrics what is measured of what is left
 */
record CompressionCase(
    String set,
    String group,
    String kind,
    String prompt,
    String question,
    List<Double> ratios,
    ToIntFunction<String> size,
    List<Metric> metrics) {

  /** A name, and the figure from 0 to 1 of what is left. */
  record Metric(String name, ToDoubleFunction<Compressed> value) {}

  /**
   * What is left of a prompt.
   *
   * @param kept for each character of the prompt whether it is in a unit that stays
   */
  record Compressed(String text, java.util.BitSet kept) {}
}
