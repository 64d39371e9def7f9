package io.sluice.cache.calibration;

import io.sluice.exchange.Problems;

/**
 * Two questions of which somebody knows whether an answer to one serves the other.
 *
 * @param route whose cache they are for; empty where that does not matter
 * @param answer what stored questions with the same answer share; empty: the question has its own
 * @param same whether the stored question's answer serves the asked one
 */
public record LabelledPair(String route, String stored, String asked, String answer, boolean same) {

  public LabelledPair {
    new Problems("pair")
        .require(!stored.isBlank(), "stored", "a question", stored)
        .require(!asked.isBlank(), "asked", "a question", asked)
        .require(same || !stored.equals(asked), "same", "true of a question and itself", same)
        .throwIfAny();
  }

  /** Returns what names the stored question's answer. */
  String answerLabel() {
    return answer.isEmpty() ? "question " + stored : "answer " + answer;
  }

  /** Without the questions: they are content. */
  @Override
  public String toString() {
    return "LabelledPair[%s, %s]".formatted(route, same);
  }
}
