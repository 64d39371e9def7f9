package io.sluice.router.complexity;

import io.sluice.router.linear.Logistic;
import java.util.Optional;

/**
 * What a model expects of a prompt. The probabilities are in (0, 1).
 *
 * @param hard that the cheaper tier fails where the stronger one would not: what a stronger tier is
 *     worth here
 * @param base what {@code hard} is on average in the model's training data
 * @param bySentence the same as {@code hard}, judged by the sentence embedding alone
 * @param byText the same as {@code hard}, judged by what can be counted in the text alone
 * @param fails that the cheaper tier fails, whether or not the stronger one would
 * @param failsBase what {@code fails} is on average in the model's training data
 * @param category the likeliest one, if the model knows any
 */
public record Complexity(
    double hard,
    double base,
    double bySentence,
    double byText,
    double fails,
    double failsBase,
    Optional<String> category) {

  /**
   * Returns the quality to expect here of a target (one-parameter item response).
   *
   * @param catalogQuality of the target on average, in (0, 1)
   */
  public double quality(double catalogQuality) {
    double harder = Logistic.logit(hard) - Logistic.logit(base);
    return Logistic.probability(Logistic.logit(catalogQuality) - harder);
  }

  /** Returns whether sentence and text both find the prompt harder than most. */
  public boolean agreed() {
    return bySentence > base && byText > base;
  }
}
