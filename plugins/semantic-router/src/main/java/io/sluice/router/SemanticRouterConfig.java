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
    Tier defaultTier, double similarityThreshold, List<IntentConfig> intents) {

  /** Every example is embedded when the route is prepared, at 1 to 3 ms each. */
  private static final int MAX_EXAMPLES = 5000;

  private static final double SIMILARITY_THRESHOLD = 0.5;

  SemanticRouterConfig {
    intents = List.copyOf(intents);
    var problems = new Problems(SemanticRouter.NAME);
    defaultTier.check(problems, "default_tier");
    Threshold.check(problems, similarityThreshold)
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

  static SemanticRouterConfig read(Settings settings, Catalog catalog) {
    double threshold = settings.number(Threshold.KEY, SIMILARITY_THRESHOLD);
    return new SemanticRouterConfig(
        Tier.read(settings, "default_tier", catalog),
        threshold,
        settings.list("intents", intent -> IntentConfig.read(intent, catalog, inRange(threshold))));
  }

  /** A wrong threshold of the route is one problem, not one more for each intent. */
  private static double inRange(double threshold) {
    return Threshold.isValid(threshold) ? threshold : SIMILARITY_THRESHOLD;
  }
}
