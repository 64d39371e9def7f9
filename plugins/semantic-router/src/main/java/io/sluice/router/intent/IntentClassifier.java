package io.sluice.router.intent;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.asked.Ask;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells which intent a question belongs to.
 *
 * <p>Where there are at least two intents with three examples each, a linear head over the
 * embeddings of both models decides; else the nearest example. The same examples always give the
 * same classifier. Immutable and thread-safe.
 */
public final class IntentClassifier {

  private static final Comparator<Guess> BEST_FIRST =
      Comparator.comparing(Guess::refused)
          .thenComparing(Comparator.comparingDouble(Guess::probability).reversed())
          .thenComparingInt(Guess::intent);

  private final SentenceModels models;
  private final Nearest examples;
  private final Nearest negatives;
  private final Optional<Trained> trained;

  private IntentClassifier(
      SentenceModels models, Nearest examples, Nearest negatives, Optional<Trained> trained) {
    this.models = models;
    this.examples = examples;
    this.negatives = negatives;
    this.trained = trained;
  }

  /**
   * Embeds the examples, on all cores that the models may use, and learns.
   *
   * @param intents at least one
   * @throws DependencyException if a model fails
   */
  public static IntentClassifier learn(List<IntentExamples> intents, SentenceModels models) {
    if (intents.isEmpty()) {
      throw new IllegalArgumentException("nothing to learn from");
    }
    boolean trains = Trained.isPossible(intents);
    var used = trains ? models : SentenceModels.of(models.similarity());
    var utterances = intents.stream().map(intent -> Utterances.of(intent, used)).toList();
    return new IntentClassifier(
        used,
        Nearest.of(utterances.stream().map(u -> similarity(u.examples())).toList()),
        Nearest.of(utterances.stream().map(u -> similarity(u.negatives())).toList()),
        trains ? Optional.of(Trained.on(utterances, used.areOne())) : Optional.empty());
  }

  private static List<float[]> similarity(List<Vectors> vectors) {
    return vectors.stream().map(Vectors::similarity).toList();
  }

  /**
   * Returns the best intent, whatever its confidence; a refused one only if all are.
   *
   * @throws DependencyException if a model fails
   */
  public Guess classify(Ask ask) {
    return guesses(ask).stream().min(BEST_FIRST).orElseThrow();
  }

  /**
   * Returns every intent, the best first.
   *
   * @throws DependencyException if a model fails
   */
  public List<Guess> rank(Ask ask) {
    return guesses(ask).stream().sorted(BEST_FIRST).toList();
  }

  private List<Guess> guesses(Ask ask) {
    var text = Vectors.of(ask, models);
    var similarities = examples.similarities(text.similarity());
    var refusing = negatives.similarities(text.similarity());
    var probabilities =
        trained.map(t -> t.probabilities(text)).orElseGet(() -> byNearest(similarities));
    var confidences = trained.map(t -> t.confidences(probabilities, text)).orElse(probabilities);
    return IntStream.range(0, similarities.length)
        .mapToObj(i ->
            new Guess(
                i,
                similarities[i],
                probabilities[i],
                confidences[i],
                refusing[i] > similarities[i]))
        .toList();
  }

  private static double[] byNearest(float[] similarities) {
    float best = -1;
    float second = -1;
    for (float similarity : similarities) {
      second = Math.max(second, Math.min(best, similarity));
      best = Math.max(best, similarity);
    }
    var confidences = new double[similarities.length];
    for (int i = 0; i < similarities.length; i++) {
      boolean isBest = similarities[i] == best;
      confidences[i] = Confidence.ofNearest(similarities[i], isBest ? second : best);
    }
    return confidences;
  }
}
