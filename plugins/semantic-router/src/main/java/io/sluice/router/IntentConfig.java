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
 * @param examples utterances as users write them, at least one
 */
record IntentConfig(String name, String tier, double similarityThreshold, List<String> examples) {

  IntentConfig {
    examples = List.copyOf(examples);
    var problems = new Problems(SemanticRouter.NAME).requireToken("name", name);
    Threshold.check(problems, similarityThreshold)
        .require(!examples.isEmpty(), "examples", "at least one utterance", examples);
    for (int i = 0; i < examples.size(); i++) {
      problems.require(
          !examples.get(i).isBlank(), "examples[" + i + "]", "an utterance", examples.get(i));
    }
    problems.throwIfAny();
  }

  static IntentConfig read(Settings settings, Catalog catalog, double similarityThreshold) {
    return new IntentConfig(
        settings.text("name"),
        Tiers.read(settings, "tier", catalog),
        settings.number(Threshold.KEY, similarityThreshold),
        settings.texts("examples"));
  }
}
