package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.router.choice.Objective;
import io.sluice.router.choice.Selection;
import io.sluice.router.choice.Weights;
import io.sluice.router.policy.Policy;
import io.sluice.router.policy.Rule;
import io.sluice.router.steady.Experiment;
import io.sluice.router.steady.Stickiness;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A route's {@code ai-semantic-router} as written.
 *
 * @param version tells this configuration from others
 * @param defaultTier where a request goes that nothing else decides about
 * @param policy what may go where
 * @param clientModel what the model's name in the body is worth
 * @param intents kinds of questions with a tier of their own
 * @param complexity whether what no intent claims is judged by how hard it is
 * @param selection what is the best among several targets
 * @param expectedCompletion tokens that one answer is expected to have
 * @param experiment who goes another way
 * @param stickiness whether conversations stay where they are
 * @param topTier who may use the dearest tier how much
 * @param cascade whether a cheaper tier is tried first
 * @param shadow a configuration that decides too, and does not act
 */
record SemanticRouterConfig(
    String version,
    String defaultTier,
    Policy policy,
    ClientModel clientModel,
    List<IntentConfig> intents,
    Optional<ComplexityConfig> complexity,
    Selection selection,
    long expectedCompletion,
    Optional<Experiment> experiment,
    Optional<Stickiness.Config> stickiness,
    Optional<TopTierConfig> topTier,
    Optional<CascadeConfig> cascade,
    Optional<SemanticRouterConfig> shadow) {

  /** Every example is embedded when the route is prepared, at 1 to 3 ms each. */
  private static final int MAX_EXAMPLES = 5000;

  private static final double SIMILARITY_THRESHOLD = 0.5;

  private static final double QUALITY_BAR = 0.8;

  private static final long EXPECTED_COMPLETION = 512;

  private static final long LONGEST_COMPLETION = 1_000_000;

  SemanticRouterConfig {
    intents = List.copyOf(intents);
    var problems = new Problems(SemanticRouter.NAME);
    unique(problems, "intents", intents, IntentConfig::name);
    unique(problems, "policies", policy.rules(), Rule::name);
    int examples =
        intents.stream()
            .mapToInt(intent -> intent.examples().size() + intent.negativeExamples().size())
            .sum();
    problems
        .require(
            examples <= MAX_EXAMPLES,
            "intents",
            "of at most " + MAX_EXAMPLES + " examples together",
            examples)
        .require(
            selection.qualityBar() >= 0 && selection.qualityBar() <= 1,
            "quality_bar",
            "in [0, 1]",
            selection.qualityBar())
        .require(
            expectedCompletion >= 1 && expectedCompletion <= LONGEST_COMPLETION,
            "expected_completion_tokens",
            "in 1 to " + LONGEST_COMPLETION,
            expectedCompletion)
        .throwIfAny();
  }

  private static <T> void unique(
      Problems problems, String key, List<T> list, Function<T, String> name) {
    var names = new HashSet<String>();
    for (int i = 0; i < list.size(); i++) {
      var used = name.apply(list.get(i));
      problems.require(names.add(used), key + "[" + i + "].name", "used once", used);
    }
  }

  static SemanticRouterConfig read(Settings settings, Catalog catalog) {
    return read(settings, catalog, true);
  }

  private static SemanticRouterConfig read(Settings settings, Catalog catalog, boolean acts) {
    double threshold = settings.number(Threshold.KEY, SIMILARITY_THRESHOLD);
    settings.require(Threshold.isValid(threshold), Threshold.KEY, Threshold.RULE, threshold);
    double confidence = settings.number(IntentConfig.CONFIDENCE_KEY, 0);
    settings.require(
        confidence >= 0 && confidence <= 1, IntentConfig.CONFIDENCE_KEY, "in [0, 1]", confidence);
    return new SemanticRouterConfig(
        settings.version(),
        Tiers.read(settings, "default_tier", catalog),
        new Policy(settings.list("policies", rule -> Rule.read(rule, catalog))),
        section(settings, "client_model", names -> ClientModel.read(names, catalog))
            .orElse(ClientModel.OVERRULED),
        settings.list(
            "intents",
            intent ->
                IntentConfig.read(
                    intent, catalog, inRange(threshold), Math.clamp(confidence, 0, 1))),
        section(settings, "complexity", judged -> ComplexityConfig.read(judged, catalog)),
        new Selection(
            settings.choice("objective", Objective.WORDS, Objective.COST),
            section(settings, "weights", Weights::read).orElse(Weights.EQUAL),
            settings.number("quality_bar", QUALITY_BAR)),
        settings.whole("expected_completion_tokens", EXPECTED_COMPLETION),
        section(settings, "experiment", arms -> Experiment.read(arms, catalog)),
        section(settings, "stickiness", Stickiness.Config::read),
        section(settings, "top_tier", TopTierConfig::read),
        acts
            ? section(settings, "cascade", first -> CascadeConfig.read(first, catalog))
            : Optional.empty(),
        acts
            ? section(settings, "shadow", other -> read(other, catalog, false))
            : Optional.empty());
  }

  private static <T> Optional<T> section(
      Settings settings, String key, Function<Settings, T> reader) {
    return settings.has(key) ? Optional.of(settings.section(key, reader)) : Optional.empty();
  }

  /** A wrong threshold of the route is one problem, not one more for each intent. */
  private static double inRange(double threshold) {
    return Threshold.isValid(threshold) ? threshold : SIMILARITY_THRESHOLD;
  }
}
