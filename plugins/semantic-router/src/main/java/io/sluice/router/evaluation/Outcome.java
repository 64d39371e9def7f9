package io.sluice.router.evaluation;

import java.util.Optional;

/**
 * What came of a case: where it went, and what that cost and was worth beside the alternatives.
 * Holds no content.
 *
 * @param ideal the tier it should have gone to; empty where nobody knows
 * @param tier where it went; empty for one that was refused or left alone
 * @param target where it went
 * @param hard how likely the cheaper tier was taken to fail; NaN where that was not asked
 */
public record Outcome(
    String id,
    String category,
    Optional<String> ideal,
    Optional<String> tier,
    Optional<String> target,
    String reason,
    double hard,
    Cost cost,
    Quality quality) {

  /**
   * In micro-dollars.
   *
   * @param chosen 0 for a request that was refused
   * @param least that of the cheapest target which answers at least as well as the chosen one; NaN
   *     where the quality of the chosen one is not known
   */
  public record Cost(double chosen, double cheap, double strong, double least) {}

  /**
   * As recorded, in [0, 1]; NaN for what was not.
   *
   * @param chosen 0 for a request that was refused
   * @param best of all targets
   */
  public record Quality(double chosen, double cheap, double strong, double best) {}
}
