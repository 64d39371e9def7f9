package io.sluice.router.evaluation;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Target;
import io.sluice.exchange.TokenCounter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Holds decisions against what was recorded.
 *
 * <p>A request costs its counted prompt tokens and its completion tokens at a target's price,
 * without anything from a provider's cache. Completion tokens are those recorded of the target,
 * else those of the case, else a fixed number. Where a case names no ideal tier, it is the cheapest
 * one with a target whose recorded quality is that of the best.
 *
 * @param completionTokens where nothing is known of an answer, at least 0
 */
public record Judge(
    Catalog catalog, Baselines baselines, TokenCounter tokens, long completionTokens) {

  /** Judges one decision. */
  public Outcome judge(GoldenCase golden, Decided decided) {
    var costs = costs(golden);
    ToDoubleFunction<Target> quality = target -> quality(golden, target.name());
    double best =
        golden.recorded().values().stream()
            .mapToDouble(GoldenCase.Recorded::quality)
            .max()
            .orElse(Double.NaN);
    // What is refused or left alone is answered by none of the targets.
    double chosen =
        decided
            .target()
            .map(quality::applyAsDouble)
            .orElse(golden.recorded().isEmpty() ? Double.NaN : 0.0);
    return new Outcome(
        golden.id(),
        golden.category(),
        golden.tier().or(() -> cheapestOfBest(golden, best)),
        decided.target().map(Target::tier),
        decided.target().map(Target::name),
        decided.reason(),
        decided.hard().orElse(Double.NaN),
        new Outcome.Cost(
            decided.target().map(target -> cost(costs, target)).orElse(0.0),
            cost(costs, baselines.cheap()),
            cost(costs, baselines.strong()),
            decided.target().isEmpty() ? Double.NaN : least(golden, costs, chosen)),
        new Outcome.Quality(
            chosen,
            quality.applyAsDouble(baselines.cheap()),
            quality.applyAsDouble(baselines.strong()),
            best));
  }

  private static double quality(GoldenCase golden, String target) {
    var recorded = golden.recorded().get(target);
    return recorded == null ? Double.NaN : recorded.quality();
  }

  private Optional<String> cheapestOfBest(GoldenCase golden, double best) {
    return catalog.tiers().stream()
        .filter(tier ->
            catalog.targetsOf(tier).stream()
                .anyMatch(target -> quality(golden, target.name()) >= best))
        .findFirst();
  }

  private static double least(GoldenCase golden, Map<String, Double> costs, double quality) {
    return golden.recorded().entrySet().stream()
        .filter(recorded -> recorded.getValue().quality() >= quality)
        .mapToDouble(recorded -> costs.getOrDefault(recorded.getKey(), Double.NaN))
        .min()
        .orElse(Double.NaN);
  }

  private static double cost(Map<String, Double> costs, Target target) {
    return costs.getOrDefault(target.name(), Double.NaN);
  }

  private Map<String, Double> costs(GoldenCase golden) {
    var prompts = new HashMap<String, Long>();
    var costs = new HashMap<String, Double>();
    for (var target : catalog.targets()) {
      long prompt =
          prompts.computeIfAbsent(
              target.model(), model -> tokens.prompt(golden.request(), model).tokens());
      // Not whole micro-dollars: short prompts cost fractions, and only sums are shown.
      costs.put(
          target.name(),
          prompt * target.price().input().doubleValue()
              + completionTokens(golden, target) * target.price().output().doubleValue());
    }
    return costs;
  }

  private long completionTokens(GoldenCase golden, Target target) {
    var recorded = golden.recorded().get(target.name());
    return recorded != null && recorded.completionTokens().isPresent()
        ? recorded.completionTokens().getAsLong()
        : golden.completionTokens().orElse(completionTokens);
  }
}
