package io.sluice.router;

import io.sluice.exchange.Decision;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Target;
import io.sluice.exchange.asked.Ask;
import io.sluice.router.choice.Ease;
import io.sluice.router.complexity.Complexity;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.router.intent.SentenceModels;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Judges how hard a request is: where the catalog tells how good its targets are, the best of all
 * tiers is chosen; else the cheap tier gets what is easier than a threshold.
 */
record ComplexityStep(
    ComplexityConfig config,
    Supplier<ComplexityModel> current,
    SentenceModels models,
    String defaultTier) {

  Wish wish(Ask ask, List<Target> left, Deciding deciding) {
    var model = current.get();
    var complexity = model.of(ask, embeddings(model));
    note(complexity, deciding);
    var decision =
        Decision.of(SemanticRouter.NAME, "complexity").with("hard", shown(complexity.hard()));
    var ease = Ease.of(complexity.hard(), complexity.base(), complexity.category().orElse(""));
    if (left.stream().allMatch(target -> target.profile().quality().isPresent())) {
      return new Wish(new Aim.AtBest(), ease, 0, complexity.agreed(), decision);
    }
    double threshold = config.threshold().orElse(complexity.base());
    var tier = complexity.hard() >= threshold ? defaultTier : config.cheapTier();
    return new Wish(
        new Aim.AtTier(tier),
        ease,
        Math.abs(complexity.hard() - threshold),
        complexity.agreed(),
        decision);
  }

  private EmbeddingModel embeddings(ComplexityModel model) {
    return model.embedding().equals(models.similarity().id())
        ? models.similarity()
        : models.meaning();
  }

  private static void note(Complexity complexity, Deciding deciding) {
    deciding.found("base", shown(complexity.base()));
    deciding.found("by_sentence", shown(complexity.bySentence()));
    deciding.found("by_text", shown(complexity.byText()));
    complexity.category().ifPresent(category -> deciding.found("category", category));
  }

  private static String shown(double probability) {
    return String.format(Locale.ROOT, "%.3f", probability);
  }
}
