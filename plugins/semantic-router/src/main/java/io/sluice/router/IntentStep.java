package io.sluice.router;

import io.sluice.exchange.asked.Ask;
import io.sluice.router.intent.Guess;
import io.sluice.router.intent.IntentClassifier;
import io.sluice.router.intent.IntentExamples;
import io.sluice.router.intent.SentenceModels;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sends what an intent claims to the intent's tier. */
final class IntentStep {

  /** What rounding takes from a cosine: at a threshold of 1 an example claims itself. */
  private static final double ROUNDING = 1e-5;

  private final List<IntentConfig> intents;
  private final Optional<IntentClassifier> classifier;

  private IntentStep(List<IntentConfig> intents, Optional<IntentClassifier> classifier) {
    this.intents = intents;
    this.classifier = classifier;
  }

  /** Embeds the examples and learns from them. */
  static IntentStep of(List<IntentConfig> intents, SentenceModels models) {
    var examples =
        intents.stream()
            .map(intent ->
                new IntentExamples(intent.name(), intent.examples(), intent.negativeExamples()))
            .toList();
    return new IntentStep(
        intents,
        examples.isEmpty()
            ? Optional.empty()
            : Optional.of(IntentClassifier.learn(examples, models)));
  }

  /** What the intents make of a question. */
  sealed interface Finding {

    /** One claims it. */
    record Claimed(Wish wish) implements Finding {}

    /**
     * None claims it.
     *
     * @param nearest the one that came nearest, with its similarity
     */
    record Unclaimed(Map<String, String> nearest) implements Finding {}

    /** There are none. */
    record Nothing() implements Finding {}
  }

  Finding find(Ask ask, Deciding deciding) {
    if (classifier.isEmpty()) {
      return new Finding.Nothing();
    }
    var guesses = classifier.get().rank(ask);
    var claiming = guesses.stream().filter(this::claims).findFirst();
    var best = claiming.orElseGet(guesses::getFirst);
    deciding.found("confidence", shown(best.confidence()));
    var intent = intents.get(best.intent());
    return claiming.isPresent()
        ? new Finding.Claimed(
            Wish.of(new Aim.AtTier(intent.tier()), "intent")
                .with("intent", intent.name())
                .with("similarity", shown(best.similarity()))
                .clear(Math.max(0, best.similarity() - intent.similarityThreshold())))
        : new Finding.Unclaimed(
            Map.of("nearest", intent.name(), "similarity", shown(best.similarity())));
  }

  private boolean claims(Guess guess) {
    var intent = intents.get(guess.intent());
    return !guess.refused()
        && guess.similarity() >= intent.similarityThreshold() - ROUNDING
        && guess.confidence() >= intent.confidenceThreshold();
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
