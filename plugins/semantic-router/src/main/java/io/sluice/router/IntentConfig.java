package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.List;

/**
 * One kind of question, shown by examples.
 *
 * @param name shown in {@code X-AI-Decision}
 * @param tier where such questions go
 * @param similarityThreshold how near the nearest example must be, a cosine in (0, 1]
 * @param confidenceThreshold how sure it must be that the question belongs to the intent, a
 *     probability in [0, 1]; at 0 nobody asks
 * @param examples utterances as users write them, at least one
 * @param negativeExamples utterances that it does not claim, nor what is nearer to them
 */
record IntentConfig(
    String name,
    String tier,
    double similarityThreshold,
    double confidenceThreshold,
    List<String> examples,
    List<String> negativeExamples) {

  static final String CONFIDENCE_KEY = "confidence_threshold";

  IntentConfig {
    examples = List.copyOf(examples);
    negativeExamples = List.copyOf(negativeExamples);
    var problems = new Problems(SemanticRouter.NAME).requireToken("name", name);
    Threshold.check(problems, similarityThreshold)
        .require(!examples.isEmpty(), "examples", "at least one utterance", examples);
    problems.require(
        confidenceThreshold >= 0 && confidenceThreshold <= 1,
        CONFIDENCE_KEY,
        "in [0, 1]",
        confidenceThreshold);
    notBlank(problems, "examples", examples);
    notBlank(problems, "negative_examples", negativeExamples);
    problems.throwIfAny();
  }

  private static void notBlank(Problems problems, String key, List<String> utterances) {
    for (int i = 0; i < utterances.size(); i++) {
      problems.require(
          !utterances.get(i).isBlank(), key + "[" + i + "]", "an utterance", utterances.get(i));
    }
  }

  /**
   * Reads an intent.
   *
   * @param similarityThreshold of an intent without its own
   * @param confidenceThreshold of an intent without its own
   */
  static IntentConfig read(
      Settings settings, Catalog catalog, double similarityThreshold, double confidenceThreshold) {
    return new IntentConfig(
        settings.text("name"),
        Tiers.read(settings, "tier", catalog),
        settings.number(Threshold.KEY, similarityThreshold),
        settings.number(CONFIDENCE_KEY, confidenceThreshold),
        settings.texts("examples"),
        settings.texts("negative_examples"));
  }
}
