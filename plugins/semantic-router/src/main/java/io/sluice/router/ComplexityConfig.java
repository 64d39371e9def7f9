package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.OptionalDouble;

/**
 * Whether a request that no intent claims is judged by how hard it is.
 *
 * @param model which model judges
 * @param cheapTier where easy requests go, in a catalog without qualities
 * @param threshold from which score on a request goes to the default tier, in a catalog without
 *     qualities, in (0, 1); empty: from the model's average on
 */
record ComplexityConfig(String model, String cheapTier, OptionalDouble threshold) {

  ComplexityConfig {
    new Problems("complexity")
        .require(!model.isBlank(), "model", "default or a file", model)
        .require(
            threshold.isEmpty() || (threshold.getAsDouble() > 0 && threshold.getAsDouble() < 1),
            "threshold",
            "in (0, 1)",
            threshold.orElse(0))
        .throwIfAny();
  }

  static ComplexityConfig read(Settings settings, Catalog catalog) {
    return new ComplexityConfig(
        settings.text("model", ComplexityModels.DEFAULT),
        settings.has("cheap_tier")
            ? Tiers.read(settings, "cheap_tier", catalog)
            : catalog.tiers().getFirst(),
        settings.has("threshold")
            ? OptionalDouble.of(settings.number("threshold", 0))
            : OptionalDouble.empty());
  }
}
