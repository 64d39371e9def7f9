package io.sluice.router.choice;

import io.sluice.exchange.Quality;

/**
 * How much easier or harder a request is than the average one, in logits: 0 is average, below is
 * harder.
 *
 * <p>A model that does well on a share of requests is expected to do well on this one with a chance
 * whose logit is shifted by that much: the Rasch model (G. Rasch, 1960) with the request as the
 * item.
 *
 * @param logits finite
 * @param category of the request, for models whose quality is known by category; empty: unknown
 */
public record Ease(double logits, String category) {

  /** Of which nothing is known. */
  public static final Ease AVERAGE = new Ease(0, "");

  /**
   * Returns the ease of a request whose chance to be failed is known.
   *
   * @param hard the chance that a model of some quality fails, in (0, 1)
   * @param average that chance over all requests, in (0, 1)
   */
  public static Ease of(double hard, double average, String category) {
    return new Ease(logit(average) - logit(hard), category);
  }

  /** Returns the chance that a model answers well, in (0, 1). */
  public double chance(Quality quality) {
    return 1 / (1 + Math.exp(-(logit(quality.of(category)) + logits)));
  }

  private static double logit(double share) {
    return Math.log(share / (1 - share));
  }
}
