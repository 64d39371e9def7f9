package io.sluice.router.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure of an evaluation. Sums are over the cases of which what is summed is known; a refused
 * case costs nothing and is answered with quality 0.
 */
public enum Metric {
  /** The share of cases that went to their ideal tier: mean of [tier = ideal]. */
  ACCURACY(true),
  /** The share that went to a cheaper tier than the ideal one. */
  TOO_CHEAP(false),
  /** The share that went to a dearer tier than the ideal one. */
  TOO_DEAR(false),
  /** The share that went nowhere. */
  REFUSED(false),
  /** Σ cost of the chosen targets / Σ cost of always-strong. */
  COST_OF_STRONG(false),
  /** Σ cost of the chosen targets / Σ cost of always-cheap. */
  COST_OF_CHEAP(false),
  /** 1 - {@link #COST_OF_STRONG}. */
  COST_SAVED(true),
  /** The mean recorded quality of the chosen targets. */
  QUALITY(true),
  /** Σ quality of the chosen targets / Σ quality of always-strong. */
  QUALITY_KEPT(true),
  /**
   * The performance gap recovered: (Σ quality chosen - Σ cheap) / (Σ strong - Σ cheap), PGR of
   * RouteLLM (arXiv 2406.18665, section 3.2).
   */
  GAP_RECOVERED(true),
  /** {@link RoutingCurve#apgr()} of the ranking, from always-cheap to always-strong. */
  APGR(true),
  /** {@link RoutingCurve#cpt(double)} of half the gap. */
  CPT_50(false),
  /** {@link RoutingCurve#cpt(double)} of four fifths of the gap. */
  CPT_80(false),
  /**
   * What decisions lose: the mean of [utility of the best target - utility of the chosen one]. The
   * utility is quality first, then cost; this is its first part, the mean of [best recorded quality
   * - quality of the chosen target].
   */
  REGRET(false),
  /**
   * The second part of the same utility, at equal quality: the mean of [cost of the chosen target -
   * cost of the cheapest that answers at least as well], in US dollars for 1,000 requests.
   */
  COST_REGRET(false);

  private final boolean higherIsBetter;

  Metric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** Returns whether more of it is better; otherwise less is. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Returns its name in reports and options, such as {@code quality_kept}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the metric of that name. */
  public static Optional<Metric> of(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word().equals(word)).findFirst();
  }
}
