package io.sluice.cache.guard;

/** What the guard found on two questions. */
public sealed interface Verdict {

  /** Returns whether an answer to one may serve the other. */
  default boolean isSame() {
    return this instanceof Same;
  }

  /**
   * Nothing tells the questions apart.
   *
   * @param wording whether they also consist of the same words, up to case, punctuation, short
   *     forms, politeness and slips of the keyboard; if not, that they mean the same is left to
   *     their embeddings
   * @param shared which part of the words that carry meaning both hold, in [0, 1]
   */
  record Same(boolean wording, double shared) implements Verdict {}

  /**
   * The questions ask for different things.
   *
   * @param detail the rule and the list that decided, never a word of a question
   */
  record Different(Reason reason, String detail) implements Verdict {}
}
