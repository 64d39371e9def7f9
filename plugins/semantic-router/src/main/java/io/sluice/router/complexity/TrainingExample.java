package io.sluice.router.complexity;

import io.sluice.exchange.Problems;
import java.util.Optional;

/**
 * A prompt with how well two models answered it.
 *
 * @param prompt what was asked
 * @param cheapQuality of the cheaper model's answer, in [0, 1]
 * @param strongQuality of the stronger model's answer, in [0, 1]; 1 where only the cheaper one was
 *     tried
 * @param category of the prompt, such as a subject; where there are several examples of one, it
 *     steadies the score
 */
public record TrainingExample(
    String prompt, double cheapQuality, double strongQuality, Optional<String> category) {

  public TrainingExample {
    new Problems("training example")
        .require(cheapQuality >= 0 && cheapQuality <= 1, "cheap_quality", "in [0, 1]", cheapQuality)
        .require(
            strongQuality >= 0 && strongQuality <= 1, "strong_quality", "in [0, 1]", strongQuality)
        .throwIfAny();
  }

  /** How much the stronger model's answer is better, in [-1, 1]. */
  double gain() {
    return strongQuality - cheapQuality;
  }

  /** Without content. */
  @Override
  public String toString() {
    return "TrainingExample[%d characters, %s, %s]"
        .formatted(prompt.length(), cheapQuality, strongQuality);
  }
}
