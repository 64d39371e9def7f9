package io.sluice.benchmarks;

import io.sluice.router.complexity.TrainingExample;
import io.sluice.router.verifier.JudgedAnswer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A prompt of {@code routing/} with what several models made of it.
 *
 * @param set the folder's name
 * @param task within the set; empty if it has none
 * @param category a subject or task
 * @param asked the prompt with its options, where the set keeps them apart
 * @param quality by model, in [0, 1]
 * @param characters of each model's answer
 * @param invalid the models whose answer was not as the requested schema
 * @param answers as far as they are recorded, by model
 */
record RoutingRow(
    String set,
    String task,
    String category,
    String prompt,
    String asked,
    Map<String, Double> quality,
    Map<String, Integer> characters,
    Set<String> invalid,
    Map<String, String> answers) {

  static final int FOLDS = 10;

  private static final double OTHERS_SHARE = 0.3;

  /** Rows with the same words in the question belong together. */
  String group() {
    int options = prompt.indexOf("\nA. ");
    return (options < 0 ? prompt : prompt.substring(0, options))
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }

  int fold() {
    // Mixed, as the last letters alone decide what is left of a hash.
    return Math.floorMod((group().hashCode() * 0x9E3779B9) >>> 8, FOLDS);
  }

  double qualityOf(String model) {
    return Objects.requireNonNull(quality.get(model), model);
  }

  /**
   * The cheap model's luck with one prompt counts less with what the set's other models made of it.
   */
  TrainingExample example(RoutingPair pair) {
    double all = quality.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double cheap = qualityOf(pair.cheap());
    return new TrainingExample(
        prompt,
        quality.size() > 2 ? (1 - OTHERS_SHARE) * cheap + OTHERS_SHARE * all : cheap,
        qualityOf(pair.strong()),
        Optional.of(category).filter(name -> !name.isEmpty()));
  }

  Stream<JudgedAnswer> judged() {
    return answers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(answer -> new JudgedAnswer(asked, answer.getValue(), qualityOf(answer.getKey())));
  }

  RoutingRow withCategory(String other) {
    return new RoutingRow(set, task, other, prompt, asked, quality, characters, invalid, answers);
  }
}
