package io.sluice.router.evaluation;

import io.sluice.router.evaluation.Bootstrap.Figure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a set of outcomes.
 *
 * <p>Immutable; cheap to make, its estimates are not.
 */
public final class Evaluation {

  /** By what cases are ranked for APGR and CPT. */
  public enum Ranking {
    /** By how likely the cheaper tier was taken to fail. */
    HARD,
    /** By the tier each went to, since not every decision has such a score. */
    TIER
  }

  /** Micro-dollars a request to dollars for a thousand requests. */
  private static final double THOUSAND_REQUESTS = 1000 / 1e6;

  private final List<String> tiers;
  private final List<Outcome> outcomes;
  private final Ranking ranking;

  /**
   * @param tiers from the cheapest to the dearest
   * @param outcomes of all cases
   */
  public Evaluation(List<String> tiers, List<Outcome> outcomes) {
    this.tiers = List.copyOf(tiers);
    this.outcomes = List.copyOf(outcomes);
    this.ranking =
        outcomes.stream().allMatch(o -> o.tier().isEmpty() || !Double.isNaN(o.hard()))
            ? Ranking.HARD
            : Ranking.TIER;
  }

  /** Returns the outcomes of all cases. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  /** Returns by what the cases are ranked. */
  public Ranking ranking() {
    return ranking;
  }

  /** Returns how many cases of each ideal tier went where. */
  public Confusion confusion() {
    return Confusion.of(tiers, outcomes);
  }

  /** Returns how many went to a target of which no quality was recorded, though others have one. */
  public long unknownQuality() {
    return outcomes.stream()
        .filter(o -> !Double.isNaN(o.quality().best()) && Double.isNaN(o.quality().chosen()))
        .count();
  }

  /** Estimates every figure; one of which nothing is known is not defined. */
  public Map<Metric, Estimate> estimates(Bootstrap bootstrap) {
    return estimates(bootstrap, outcomes.size(), figures());
  }

  static Map<Metric, Estimate> estimates(
      Bootstrap bootstrap, int rows, Map<Metric, Figure> figures) {
    var estimates = bootstrap.estimates(rows, List.copyOf(figures.values()));
    var byMetric = new EnumMap<Metric, Estimate>(Metric.class);
    int next = 0;
    for (var metric : figures.keySet()) {
      byMetric.put(metric, estimates.get(next++));
    }
    return byMetric;
  }

  /** Returns how each figure is calculated of a sample of the outcomes. */
  Map<Metric, Figure> figures() {
    var figures = new EnumMap<Metric, Figure>(Metric.class);
    figures.put(Metric.ACCURACY, mean(o -> compared(o, distance(o) == 0)));
    figures.put(Metric.TOO_CHEAP, mean(o -> compared(o, o.tier().isPresent() && distance(o) < 0)));
    figures.put(Metric.TOO_DEAR, mean(o -> compared(o, distance(o) > 0)));
    figures.put(Metric.REFUSED, mean(o -> o.tier().isEmpty() ? 1 : 0));
    var ofStrong = ratio(o -> o.cost().chosen(), o -> o.cost().strong());
    figures.put(Metric.COST_OF_STRONG, ofStrong);
    figures.put(Metric.COST_OF_CHEAP, ratio(o -> o.cost().chosen(), o -> o.cost().cheap()));
    figures.put(Metric.COST_SAVED, times -> 1 - ofStrong.of(times));
    figures.put(Metric.QUALITY, mean(o -> o.quality().chosen()));
    figures.put(Metric.QUALITY_KEPT, ratio(o -> o.quality().chosen(), o -> o.quality().strong()));
    figures.put(
        Metric.GAP_RECOVERED,
        ratio(
            o -> o.quality().chosen() - o.quality().cheap(),
            o -> o.quality().strong() - o.quality().cheap()));
    var ranked = RankedOutcomes.of(outcomes, this::rank);
    figures.put(Metric.APGR, ranked.figure(RoutingCurve::apgr));
    figures.put(Metric.CPT_50, ranked.figure((curve, times) -> curve.cpt(0.5, times)));
    figures.put(Metric.CPT_80, ranked.figure((curve, times) -> curve.cpt(0.8, times)));
    figures.put(Metric.REGRET, mean(o -> o.quality().best() - o.quality().chosen()));
    figures.put(
        Metric.COST_REGRET, mean(o -> (o.cost().chosen() - o.cost().least()) * THOUSAND_REQUESTS));
    return figures;
  }

  private double rank(Outcome outcome) {
    return ranking == Ranking.HARD ? outcome.hard() : outcome.tier().map(tiers::indexOf).orElse(-1);
  }

  /** NaN where nobody knows the ideal tier. */
  private static double compared(Outcome outcome, boolean holds) {
    return outcome.ideal().isEmpty() ? Double.NaN : holds ? 1 : 0;
  }

  /** Below 0 for a cheaper tier than the ideal one; a refused case is below all. */
  private int distance(Outcome outcome) {
    return outcome.tier().map(tiers::indexOf).orElse(-1)
        - outcome.ideal().map(tiers::indexOf).orElse(-1);
  }

  private Figure mean(ToDoubleFunction<Outcome> value) {
    return ratio(value, o -> 1);
  }

  /** Of sums over the outcomes of which both are known. */
  private Figure ratio(ToDoubleFunction<Outcome> above, ToDoubleFunction<Outcome> below) {
    var numerators = new double[outcomes.size()];
    var denominators = new double[outcomes.size()];
    for (int i = 0; i < numerators.length; i++) {
      double numerator = above.applyAsDouble(outcomes.get(i));
      double denominator = below.applyAsDouble(outcomes.get(i));
      boolean known = !Double.isNaN(numerator) && !Double.isNaN(denominator);
      numerators[i] = known ? numerator : 0;
      denominators[i] = known ? denominator : 0;
    }
    return times -> {
      double numerator = 0;
      double denominator = 0;
      for (int i = 0; i < times.length; i++) {
        numerator += times[i] * numerators[i];
        denominator += times[i] * denominators[i];
      }
      return denominator > 0 ? numerator / denominator : Double.NaN;
    };
  }
}
