package io.sluice.router.verifier;

import io.sluice.exchange.Problems;

/**
 * An answer of which it is known how right it is.
 *
 * @param question as the model was asked
 * @param answer as the model gave it
 * @param quality in [0, 1], 1 for a right answer
 */
public record JudgedAnswer(String question, String answer, double quality) {

  public JudgedAnswer {
    new Problems("judged answer")
        .require(quality >= 0 && quality <= 1, "quality", "in [0, 1]", quality)
        .throwIfAny();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "JudgedAnswer[%d characters, %s]".formatted(answer.length(), quality);
  }
}
