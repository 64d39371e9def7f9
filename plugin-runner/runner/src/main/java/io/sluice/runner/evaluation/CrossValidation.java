package io.sluice.runner.evaluation;

import io.sluice.exchange.EmbeddingModel;
import io.sluice.router.complexity.ComplexityTraining;
import io.sluice.router.complexity.TrainingExample;
import io.sluice.router.linear.Provenance;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Scores examples by models that saw neither them nor others of the same words.
 *
 * @param folds at least 2
 */
record CrossValidation(int folds, EmbeddingModel embeddings) {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Provenance UNSAID = new Provenance("", "", List.of(), 0, List.of());

  /** Returns how many examples the smallest of the parts has that a model is fitted to. */
  int smallest(List<TrainingExample> examples) {
    return IntStream.range(0, folds)
        .map(fold -> (int) examples.stream().filter(one -> fold(one) != fold).count())
        .min()
        .orElse(0);
  }

  /**
   * Returns the score of each example.
   *
   * @param done is told how many folds are
   */
  double[] scores(List<TrainingExample> examples, IntConsumer done) {
    var scores = new double[examples.size()];
    for (int fold = 0; fold < folds; fold++) {
      int held = fold;
      var seen = examples.stream().filter(one -> fold(one) != held).toList();
      if (seen.size() < examples.size()) {
        var model = ComplexityTraining.fit(seen, embeddings, UNSAID);
        for (int i = 0; i < scores.length; i++) {
          var prompt = examples.get(i).prompt();
          if (fold(examples.get(i)) == held) {
            scores[i] = model.of(prompt, embeddings.embed(prompt)).hard();
          }
        }
      }
      done.accept(fold + 1);
    }
    return scores;
  }

  /** Mixed, since texts that resemble each other have hash codes that do. */
  private int fold(TrainingExample example) {
    var words = NO_WORD.matcher(example.prompt().toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    int mixed = words.hashCode() * 0x9E3779B9;
    return Math.floorMod(mixed ^ (mixed >>> 16), folds);
  }
}
