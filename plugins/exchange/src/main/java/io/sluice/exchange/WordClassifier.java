package io.sluice.exchange;

import java.util.List;

/**
 * Says of each word of a text how much the text needs it, as models do that were trained to
 * compress prompts.
 *
 * <p>Thread-safe. The same text always gives the same scores.
 */
public interface WordClassifier {

  /** Names model, weights and pre-processing. */
  String id();

  /**
   * Scores the words of a text, however long it is.
   *
   * <p>Blocks while every core that the model may use is busy, and ends early, with the thread's
   * interrupt flag set, when the thread is interrupted.
   *
   * @param text may be empty
   * @return the words in their order; they do not overlap, and what is between them is white space
   * @throws DependencyException if the model fails or the wait was interrupted
   */
  List<Word> words(String text);

  /**
   * A word.
   *
   * @param start in characters of the text, inclusive
   * @param end exclusive, after {@code start}
   * @param keep how much the text needs it, in [0, 1]
   */
  record Word(int start, int end, double keep) {

    public Word {
      new Problems("word")
          .require(start >= 0 && start < end, "end", "after start", end)
          .require(keep >= 0 && keep <= 1, "keep", "in [0, 1]", keep)
          .throwIfAny();
    }
  }
}
