package io.sluice.compressor.prune;

import io.sluice.exchange.DependencyException;

/**
 * Leaves out words that a kept sentence can do without.
 *
 * <p>Words go, and white space or a comma with them; what stays is in its order and letter by
 * letter as it was, line breaks included. Numbers with their units, negations, quotations, code,
 * names, identifiers and text in {@code <keep>} stay.
 *
 * <p>Thread-safe. The same text gives the same result, never a longer one, in time linear in its
 * length. Any string will do.
 */
public interface Pruner {

  /**
   * Returns the text without some of its words.
   *
   * @throws DependencyException if a model was asked and failed, or the wait for it was interrupted
   */
  String prune(String text, Pruning pruning);
}
