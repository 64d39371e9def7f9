package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.HashSet;
import java.util.List;

/**
 * A route's {@code ai-semantic-router} as written.
 *
 * @param defaultTier where a request goes that no intent claims
 * @param similarityThreshold that of intents without their own, a cosine in (0, 1]
 * @param intents kinds of questions with a tier of their own, at least one
 */
record SemanticRouterConfig(
    String defaultTier, double similarityThreshold, List<IntentConfig> intents) {

  /** Every example is embedded when the route is prepared, at 1 to 3 ms each. */
  private static final int MAX_EXAMPLES = 5000;

  private static final double SIMILARITY_THRESHOLD = 0.5;

  SemanticRouterConfig {
    intents = List.copyOf(intents);
    var problems =
        new Problems(SemanticRouter.NAME)
            .require(
                similarityThreshold > 0 && similarityThreshold <= 1,
                "similarity_threshold",
                "in (0, 1]",
                similarityThreshold)
            .require(!intents.isEmpty(), "intents", "at least one intent", intents);
    var names = new HashSet<String>();
    for (int i = 0; i < intents.size(); i++) {
      var name = intents.get(i).name();
      problems.require(names.add(name), "intents[" + i + "].name", "used once", name);
    }
    int examples = intents.stream().mapToInt(intent -> intent.examples().size()).sum();
    problems
        .require(
            examples <= MAX_EXAMPLES,
            "intents",
            "of at most " + MAX_EXAMPLES + " examples together",
            examples)
        .throwIfAny();
  }

  static SemanticRouterConfig read(Settings settings) {
    double threshold = settings.number("similarity_threshold", SIMILARITY_THRESHOLD);
    return new SemanticRouterConfig(
        settings.text("default_tier"),
        threshold,
        settings.list("intents", intent -> IntentConfig.read(intent, inRange(threshold))));
  }

  /** Throws unless every tier is one of the catalog's. */
  void checkAgainst(Catalog catalog) {
    var rule = "one of " + String.join(", ", catalog.tiers());
    var problems = new Problems(SemanticRouter.NAME);
    problems.require(catalog.tiers().contains(defaultTier), "default_tier", rule, defaultTier);
    for (int i = 0; i < intents.size(); i++) {
      var tier = intents.get(i).tier();
      problems.require(catalog.tiers().contains(tier), "intents[" + i + "].tier", rule, tier);
    }
    problems.throwIfAny();
  }

  /** A wrong threshold of the route is one problem, not one more for each intent. */
  private static double inRange(double threshold) {
    return threshold > 0 && threshold <= 1 ? threshold : SIMILARITY_THRESHOLD;
  }
}
